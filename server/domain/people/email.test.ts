import { describe, expect, test } from 'vitest'
import { emailKey } from './email.ts'

describe('E-mails are compared after trimming, NFKC, removal of zero-width characters, and case folding', () => {
  test.each([
    ['upper case', 'Bob@Example.ORG'],
    ['spaces around it', '  bob@example.org\t'],
    ['a no-break space before it', '\u00a0bob@example.org'],
    ['full-width letters', 'ｂｏｂ＠ｅｘａｍｐｌｅ．ｏｒｇ'],
    ['a zero-width space', 'bo\u200bb@example.org'],
    ['a zero-width joiner', 'bo\u200db@example.org'],
    ['a word joiner and a byte order mark', '\ufeffbob\u2060@example.org'],
    ['a soft hyphen', 'bo\u00adb@example.org'],
    ['marks that change the direction', '\u202ebob\u202c@example.org'],
    ['a space behind a zero-width space', '\u200b bob@example.org'],
    ['a variation selector', 'bob\ufe0f@example.org'],
  ])('%s', (_, spelling) => expect(emailKey(spelling)).toBe('bob@example.org'))

  test.each([
    ['ß and SS', 'groß@example.org', 'GROSS@example.org'],
    ['the Kelvin sign', '\u212aim@example.org', 'kim@example.org'],
    ['long s', 'ſam@example.org', 'sam@example.org'],
    ['both forms of sigma', 'νίκος@example.org', 'ΝΊΚΟΣ@example.org'],
    ['composed and decomposed', 'ren\u00e9@example.org', 'rene\u0301@example.org'],
  ])('%s are one', (_, one, other) => expect(emailKey(one)).toBe(emailKey(other)))

  test.each(['bob1@example.org', 'b.ob@example.org', 'bob@example.com', 'bób@example.org'])(
    '%s is a different address',
    other => expect(emailKey(other)).not.toBe(emailKey('bob@example.org')),
  )
})
