import { expect, test } from 'vitest'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Interpreter, parseScript } from './script.ts'

const bodyOf = (interpreter: Interpreter, body: string) => {
  const parsed = parseScript({ name: 'a', interpreter, body, destructive: false })
  if ('refused' in parsed) return parsed.refused.code
  // What is approved by its hash is what is stored.
  expect(parsed.sha256).toBe(sha256Hex(parsed.body))
  return parsed.body
}

test('a script loses its byte order mark, and CRLF where a Unix interpreter reads it', () => {
  const windows = '\ufeff#!/bin/bash\r\necho "a\rb"\r\n'
  expect(bodyOf('BASH', windows)).toBe('#!/bin/bash\necho "a\rb"\n')
  expect(bodyOf('PYTHON', windows)).toBe('#!/bin/bash\necho "a\rb"\n')
  expect(bodyOf('POWERSHELL', windows)).toBe('#!/bin/bash\r\necho "a\rb"\r\n')
  // Only the first mark is one; another is text.
  expect(bodyOf('BASH', 'echo \ufeff')).toBe('echo \ufeff')
  expect(bodyOf('BASH', '\ufeff')).toBe('INVALID_INPUT')
})
