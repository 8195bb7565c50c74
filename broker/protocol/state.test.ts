import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseState } from './state.ts'

interface Vectors {
  accepted: { name: string; message: object; state: object }[]
  refused: { name: string; message: object; field: string }[]
}
const vectors: Vectors = JSON.parse(readFileSync(new URL('./vectors/states.json', import.meta.url), 'utf8'))
const parse = (message: object) => parseState(Buffer.from(JSON.stringify(message)))

test.each(vectors.accepted)('accepted: $name', ({ message, state }) => {
  expect(parse(message)).toEqual({ ok: state })
})

test.each(vectors.refused)('refused, naming the field: $name', ({ message, field }) => {
  expect(parse(message)).toEqual({ refused: expect.stringContaining(`${field}: `) })
})
