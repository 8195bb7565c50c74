import { expect, test } from 'vitest'
import { jsx, jsxs } from './jsx-runtime.ts'

const propsOf = (props: object) => (jsx('div', props) as { props: unknown }).props

test('text in children, labels and the options of selects is escaped; values stay', () => {
  expect(propsOf({ children: 'a\u202eb', title: 'c\u200bd', value: 'e\u200bf' })).toEqual({
    children: 'a⟨U+202E⟩b',
    title: 'c⟨U+200B⟩d',
    value: 'e\u200bf',
  })
  expect((jsxs('div', { children: ['a\u2066', ['b']] }) as { props: unknown }).props).toEqual({
    children: ['a⟨U+2066⟩', ['b']],
  })
  const data = [{ value: 'x\u202e', label: 'x\u202e' }, { value: 'y', label: 'y' }, 'z']
  expect(propsOf({ data })).toEqual({
    data: [{ value: 'x\u202e', label: 'x⟨U+202E⟩' }, { value: 'y', label: 'y' }, 'z'],
  })
})

test('props without deceptive text are passed on unchanged', () => {
  const data = [{ value: 'y', label: 'y' }]
  expect((propsOf({ data }) as { data: unknown }).data).toBe(data)
})
