// npx tsx siem-export.ts ledger.ndjson
// Appends the ledger events after the file's last line. Run it from cron and let your SIEM's agent tail the file.
import { appendFile, open } from 'node:fs/promises'
import { createClient, type LedgerPosition } from '../sdk/sdk.ts'

const { DEFEND_URL: url = 'http://127.0.0.1:4000', DEFEND_TOKEN: token = '' } = process.env
const [file = 'ledger.ndjson'] = process.argv.slice(2)

/** Returns the last complete line. Removes an incomplete line that a crash left after it. */
async function lastLine(): Promise<LedgerPosition | null> {
  const handle = await open(file, 'a+')
  try {
    const { size } = await handle.stat()
    for (let length = 4096; ; length *= 2) {
      const start = Math.max(0, size - length)
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
      const end = buffer.subarray(0, bytesRead).lastIndexOf('\n')
      const begin = end > 0 ? buffer.lastIndexOf('\n', end - 1) : -1
      if (begin < 0 && start > 0) continue
      await handle.truncate(start + end + 1)
      return end < 0 ? null : JSON.parse(buffer.toString('utf8', begin + 1, end))
    }
  } finally {
    await handle.close()
  }
}

const client = createClient({ url, token })
let written = 0
for await (const line of client.ledgerBehind(await lastLine())) {
  await appendFile(file, `${line}\n`)
  written++
}
console.log(`${written} events`)
