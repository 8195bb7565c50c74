import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseResult } from './result.ts'
import { MAX_OUTPUT_BYTES, MAX_PACKET_BYTES } from './topics.ts'

interface Vectors {
  accepted: { name: string; message: object; result: object }[]
  refused: { name: string; text?: string; base64?: string }[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('./vectors/results.json', import.meta.url), 'utf8'))

test.each(vectors.accepted)('accepted: $name', ({ message, result }) => {
  expect(parseResult(Buffer.from(JSON.stringify(message)))).toEqual({ ok: result })
})

test.each(vectors.refused)('refused: $name', ({ text, base64 }) => {
  const bytes = text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text)
  expect(parseResult(bytes)).toHaveProperty('refused')
})

const withOutput = (output: unknown, kind = 'completed') => {
  const ids = {
    commandId: '0192f0c4-0000-7000-8000-000000000001',
    actionId: '0192f0c4-0000-7000-8000-0000000000aa',
  }
  const error = kind === 'failed' ? { code: 'AGENT_ERROR', message: 'x' } : undefined
  return Buffer.from(JSON.stringify({ ...ids, kind, at: '2026-11-24T09:30:02.500Z', error, output }))
}

test.each(['completed', 'failed'])('limits the output of %s in bytes of JSON, not characters', kind => {
  expect(parseResult(withOutput('a'.repeat(MAX_OUTPUT_BYTES - 2), kind))).toHaveProperty('ok')
  expect(parseResult(withOutput('a'.repeat(MAX_OUTPUT_BYTES - 1), kind))).toHaveProperty('refused')
  expect(parseResult(withOutput('é'.repeat(MAX_OUTPUT_BYTES / 2), kind))).toHaveProperty('refused')
})

test('survives deep nesting', () => {
  const depth = MAX_PACKET_BYTES / 2 - 200
  const bomb = withOutput(null)
    .toString()
    .replace('null', '['.repeat(depth) + ']'.repeat(depth))
  expect(parseResult(Buffer.from(bomb))).toEqual({ refused: 'message: must not be nested deeper than 32' })
})

test('rejects an inherited property name as kind, and keeps __proto__ as a plain key', () => {
  expect(parseResult(withOutput({}, 'constructor'))).toHaveProperty('refused')
  const proto = withOutput({}).toString().replace('"output":{}', '"output":{"__proto__":{"a":1}}')
  expect(JSON.stringify(parseResult(Buffer.from(proto)))).toContain('"__proto__":{"a":1}')
})
