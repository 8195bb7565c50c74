import { longestSearch, searchWords } from '#app/action/search-words.ts'
import { lengthOf } from '#domain/text/text.ts'
import { badUserInput } from './errors.ts'

/** The words of a `search` argument. Throws BAD_USER_INPUT if the argument is too long. */
export function parseSearch(search: string): readonly string[] {
  if (lengthOf(search) > longestSearch)
    throw badUserInput(`search must have at most ${longestSearch} characters.`)
  return searchWords(search)
}
