import { expect, test } from 'vitest'
import { visible } from './visible.ts'

test('bidi controls and zero-width characters are written out', () => {
  expect(visible('/opt/\u202egpj.exe')).toBe('/opt/⟨U+202E⟩gpj.exe')
  expect(visible('ad\u200bmin\u2066\u2069\ufeff')).toBe('ad⟨U+200B⟩min⟨U+2066⟩⟨U+2069⟩⟨U+FEFF⟩')
  for (const code of [
    0x202a, 0x202b, 0x202c, 0x202d, 0x2067, 0x2068, 0x200c, 0x200e, 0x061c, 0x00ad, 0x1b, 0xfe00, 0xe0041,
  ])
    expect(visible(`a${String.fromCodePoint(code)}b`)).toContain('⟨U+')
})

test('ordinary text in any script stays as it is, called again and again', () => {
  for (const text of ['Zoë', 'العربية', 'עברית', '日本語', 'line\nline\ttab', '👩‍💻', '❤️'])
    for (let i = 0; i < 3; i++) expect(visible(text)).toBe(text)
})
