import { lengthOf } from '#domain/text/text.ts'

/** Maximum length of a search, in characters. */
export const longestSearch = 500

/** The words to search for: those of three letters or more. */
export const searchWords = (text: string): readonly string[] => [
  ...new Set(text.split(/\s+/).filter(word => lengthOf(word) >= 3)),
]
