import { expect, test } from 'vitest'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Interpreter, parseScript } from './script.ts'

const bodyOf = (interpreter: Interpreter, body: string) => {
  const parsed = parseScript({ name: 'a', interpreter, body, destructive: false })
  if ('refused' in parsed) return parsed.refused.code
  // Approvals are bound to the hash, so it must be the hash of the stored body.
  expect(parsed.sha256).toBe(sha256Hex(parsed.body))
  return parsed.body
}

test('removes a byte order mark, and converts CRLF to LF for Unix interpreters', () => {
  const windows = '\ufeff#!/bin/bash\r\necho "a\rb"\r\n'
  expect(bodyOf('BASH', windows)).toBe('#!/bin/bash\necho "a\rb"\n')
  expect(bodyOf('PYTHON', windows)).toBe('#!/bin/bash\necho "a\rb"\n')
  expect(bodyOf('POWERSHELL', windows)).toBe('#!/bin/bash\r\necho "a\rb"\r\n')
  // Only the first U+FEFF is a byte order mark; later ones are text.
  expect(bodyOf('BASH', 'echo \ufeff')).toBe('echo \ufeff')
  expect(bodyOf('BASH', '\ufeff')).toBe('INVALID_INPUT')
})
