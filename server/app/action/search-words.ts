import { lengthOf } from '#domain/text/text.ts'

/** Maximum length of a search, in characters. */
export const longestSearch = 500

/** The distinct words of at least three characters; the search index ignores shorter ones. */
export const searchWords = (text: string): readonly string[] => [
  ...new Set(text.split(/\s+/).filter(word => lengthOf(word) >= 3)),
]
