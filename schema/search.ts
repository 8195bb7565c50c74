import { longestSearch, searchWords } from '#app/action/search-words.ts'
import { lengthOf } from '#domain/text/text.ts'
import { badUserInput } from './errors.ts'

/** The words of a `search` argument; throws BAD_USER_INPUT where it is too long. */
export function parseSearch(search: string): readonly string[] {
  if (lengthOf(search) > longestSearch) throw badUserInput(`search has at most ${longestSearch} characters.`)
  return searchWords(search)
}
