const BLOCK = 512
const NAME_BYTES = 100
/** Eleven octal digits. Larger sizes use GNU base-256, which every tar reads. */
const MAX_OCTAL_SIZE = 0o77777777777

export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK)

export const paddingOf = (size: number) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

interface Header {
  readonly name: string
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
}

/** Header blocks of a regular file. A name over 100 bytes gets a pax header. */
export function blockOf({ name, size, modifiedAt }: Header): Buffer {
  const bytes = Buffer.from(name)
  const plain = bytes.length <= NAME_BYTES && /^[\x20-\x7e]*$/.test(name)
  const header = ustar('0', plain ? bytes : Buffer.from('long-name'), size, modifiedAt)
  if (plain) return header
  const record = paxRecord('path', name)
  return Buffer.concat([
    ustar('x', Buffer.from('pax'), record.length, modifiedAt),
    record,
    paddingOf(record.length),
    header,
  ])
}

/** The record's length field includes itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`
  const bytes = Buffer.byteLength(rest)
  let length = bytes + String(bytes).length
  length = bytes + String(length).length
  return Buffer.from(`${length}${rest}`)
}

function ustar(type: '0' | 'x', name: Buffer, size: number, modifiedAt: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  name.copy(block, 0)
  block.write('0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  if (size <= MAX_OCTAL_SIZE) block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  const seconds = Math.min(MAX_OCTAL_SIZE, Math.max(0, Math.floor(modifiedAt / 1000)))
  block.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136)
  block.write(' '.repeat(8), 148)
  block.write(type, 156)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
