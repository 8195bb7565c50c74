/** Characters that reorder or hide text: bidi controls, invisible characters, and controls other than tab and newline. */
const deceptive = /\p{Default_Ignorable_Code_Point}|[\u2028\u2029\ufff9-\ufffb]|(?![\t\n\r])\p{Cc}/gu

/**
 * The text with deceptive characters written out, as in `⟨U+202E⟩`, so that people see what they decide about.
 * Joiners and the variation selector of emoji are harmless and stay.
 */
export function visible(text: string): string {
  if (!deceptive.test(text)) return text
  deceptive.lastIndex = 0
  return text.replace(deceptive, (character, at: number) => {
    if (character === '\u200d' && isEmoji(text, at)) return character
    if (character === '\ufe0f' && endsWithPictograph.test(text.slice(0, at))) return character
    return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}

const pictographic = /^\p{Extended_Pictographic}/u
const endsWithPictograph = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*$/u
const isEmoji = (text: string, at: number): boolean =>
  pictographic.test(text.slice(at + 1)) && endsWithPictograph.test(text.slice(0, at))
