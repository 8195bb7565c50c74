/** Characters that reorder or hide text: bidi controls, zero-width and invisible ones, and the soft hyphen. */
const deceptive =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/gu

/**
 * The text with deceptive characters written out, as in `⟨U+202E⟩`, so that people see what they decide about.
 * Joiners between emoji are harmless and stay.
 */
export function visible(text: string): string {
  if (!deceptive.test(text)) return text
  deceptive.lastIndex = 0
  return text.replace(deceptive, (character, at: number) => {
    if (character === '\u200d' && isEmoji(text, at)) return character
    return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}

const pictographic = /^\p{Extended_Pictographic}/u
const endsWithPictograph = /\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*$/u
const isEmoji = (text: string, at: number): boolean =>
  pictographic.test(text.slice(at + 1)) && endsWithPictograph.test(text.slice(0, at))
