import { isValidElement, type ReactNode } from 'react'
import { Fragment, type JSX, jsx as reactJsx, jsxs as reactJsxs } from 'react/jsx-runtime'
import { visible } from '../ui/visible.ts'

/*
 * The console's JSX runtime (`jsxImportSource` in tsconfig.json and vite.config.ts). Any text from the service may
 * contain characters that reorder or hide text. This runtime escapes them in all rendered text, so that no component can
 * forget to. Values of input fields stay unchanged, because they are sent back.
 */

/** Props that components show as text. */
const shown = ['title', 'label', 'description', 'aria-label', 'error', 'message', 'alt'] as const

type Props = Record<string, unknown>
type Jsx = (type: Parameters<typeof reactJsx>[0], props: unknown, key?: string) => JSX.Element

function written(props: unknown): unknown {
  const given = props as Props
  let result = given
  const set = (name: string, value: unknown) => {
    if (value === given[name]) return
    if (result === given) result = { ...given }
    result[name] = value
  }
  for (const name of shown) if (typeof given[name] === 'string') set(name, visible(given[name]))
  if (Array.isArray(given['data'])) set('data', options(given['data']))
  if (isRecord(given['values'])) set('values', placeholders(given['values']))
  if ('children' in given) set('children', text(given['children']))
  return result
}

const isRecord = (value: unknown): value is Props =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values in a translated text; see `Trans`. */
function placeholders(values: Props): Props {
  const isDeceptive = (value: unknown): value is string =>
    typeof value === 'string' && visible(value) !== value
  if (!Object.values(values).some(isDeceptive)) return values
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isDeceptive(value) ? visible(value) : value]),
  )
}

/** Options of a select: their labels are shown, their values are sent back. */
function options(data: readonly unknown[]): readonly unknown[] {
  const isDeceptive = (option: unknown): option is { label: string } => {
    const label = (option as { label?: unknown } | null)?.label
    return typeof label === 'string' && visible(label) !== label
  }
  if (!data.some(isDeceptive)) return data
  return data.map(option => (isDeceptive(option) ? { ...option, label: visible(option.label) } : option))
}

function text(children: unknown): unknown {
  if (typeof children === 'string') return visible(children)
  if (!Array.isArray(children) || isValidElement(children)) return children
  return children.some(child => typeof child === 'string' && visible(child) !== child)
    ? (children as ReactNode[]).map(text)
    : children
}

export const jsx: Jsx = (type, props, key) => reactJsx(type, written(props), key)
export const jsxs: Jsx = (type, props, key) => reactJsxs(type, written(props), key)
/** Vite's development server calls this instead of `jsx`. */
export const jsxDEV = (
  type: Parameters<Jsx>[0],
  props: unknown,
  key: string | undefined,
  isStatic: boolean,
) => (isStatic ? jsxs(type, props, key) : jsx(type, props, key))
export { Fragment, type JSX }
