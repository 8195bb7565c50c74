import { lengthOf } from '#domain/text/text.ts'

/** Characters of a search. */
export const longestSearch = 500

/** What is looked for: every word of three letters or more. */
export const searchWords = (text: string): readonly string[] => [
  ...new Set(text.split(/\s+/).filter(word => lengthOf(word) >= 3)),
]
