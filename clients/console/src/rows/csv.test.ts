import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('quotes what needs quotes and disarms formulas', () => {
  const columns = [
    { title: 'Name', text: (row: string[]) => row[0] ?? '' },
    { title: 'Note', text: (row: string[]) => row[1] ?? '' },
  ]
  expect(
    csvOf(columns, [
      ['a,b', 'says "hi"'],
      ['=1+1', 'two\nlines'],
    ]),
  ).toBe('Name,Note\r\n"a,b","says ""hi"""\r\n\'=1+1,"two\nlines"\r\n')
})
