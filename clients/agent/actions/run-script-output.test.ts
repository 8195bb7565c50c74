import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitOutput, keepBothEnds } from './run-script-output.ts'

const ends = (...chunks: (string | Buffer)[]) => {
  const output = keepBothEnds()
  for (const chunk of chunks) output.write(Buffer.from(chunk))
  return output.ends()
}
const jsonBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

test('output that fits is unchanged, and the shorter stream leaves its share to the longer', () => {
  const long = 'x'.repeat(900)
  expect(fitOutput(ends(long), ends('short'), 1000)).toEqual({ stdout: long, stderr: 'short' })
  expect(fitOutput(ends('short'), ends(long), 1000)).toEqual({ stdout: 'short', stderr: long })
})

test('keeps both ends', () => {
  const { stdout } = fitOutput(ends('BEGIN', 'x'.repeat(5_000), 'END'), ends(), 1000)
  expect(stdout).toMatch(/^BEGINx+\n\[… left out …\]\nx+END$/)
  expect(jsonBytes(stdout)).toBeLessThanOrEqual(1002)
  expect(jsonBytes(stdout)).toBeGreaterThan(990)
})

test('uses constant memory for a stream of any length', () => {
  const output = keepBothEnds()
  output.write(Buffer.from('BEGIN'))
  for (let megabyte = 0; megabyte < 64; megabyte += 1) output.write(Buffer.alloc(1024 * 1024, 'x'))
  output.write(Buffer.from('END'))
  const { first, last, bytes } = output.ends()
  expect(bytes).toBe(64 * 1024 * 1024 + 8)
  expect([first.length, last.length]).toEqual([64 * 1024, 64 * 1024])
  expect(fitOutput(output.ends(), ends(), 100_000).stdout).toMatch(/^BEGINx.*xEND$/s)
})

test('replaces NUL and invalid UTF-8 by U+FFFD, and never cuts inside a character', () => {
  expect(fitOutput(ends(Buffer.from([0x61, 0, 0xff, 0x62])), ends(), 100).stdout).toBe('a\ufffd\ufffdb')
  const { stdout } = fitOutput(ends('😀'.repeat(100_000)), ends(), 1000)
  expect(stdout.replace('\n[… left out …]\n', '')).toMatch(/^(😀)+$/u)
})

test('stays within the budget and valid for JSON, for any bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 3000 }).map(array => Buffer.from(array))
  fc.assert(
    fc.property(
      fc.array(bytes, { maxLength: 4 }),
      bytes,
      fc.integer({ min: 100, max: 4000 }),
      (out, error, budget) => {
        const fitted = fitOutput(ends(...out), ends(error), budget)
        const size = jsonBytes(fitted.stdout) + jsonBytes(fitted.stderr) - 4
        expect(size).toBeLessThanOrEqual(budget)
        expect(fitted.stdout + fitted.stderr).not.toMatch(/[\0\p{Surrogate}]/u)
      },
    ),
  )
})
