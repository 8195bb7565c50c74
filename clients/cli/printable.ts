// Analysts base decisions on printed text, and most of it comes from devices and other people. So control characters and
// characters that hide or reorder text (bidirectional controls, invisible characters, spaces other than U+0020) are printed
// as escapes.
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu

/** The text on one line, with deceptive characters as escapes such as `\u202e`. */
export const printable = (text: string): string =>
  text.replace(deceptive, character => {
    const code = character.codePointAt(0)?.toString(16) ?? ''
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })

/** JSON with the same escapes, which parses to the same value. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value).replace(deceptive, character =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
      .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u
const zeroWidth = /\p{M}/u

/** The width of printable text in terminal cells. */
export function width(text: string): number {
  let cells = 0
  for (const character of text) cells += zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1
  return cells
}

/** The text truncated to this many cells, with an ellipsis. */
export function cut(text: string, cells: number): string {
  if (width(text) <= cells) return text
  let kept = ''
  for (const character of text) {
    if (width(kept + character) > cells - 1) break
    kept += character
  }
  return `${kept}…`
}
