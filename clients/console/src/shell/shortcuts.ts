import { useHotkeys } from '@mantine/hooks'
import { openSpotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { navigation } from './navigation.ts'

/** Milliseconds in which the second key of `g l` must come. */
const secondKeyWithin = 1200

export function useShortcuts({ openHelp }: { readonly openHelp: () => void }): void {
  const navigate = useNavigate()
  const goUntil = useRef(0)
  const destinations = navigation.flatMap(({ items }) => items)

  const search = () => {
    const field = document.querySelector<HTMLInputElement>('[data-search]')
    if (field) field.focus()
    else void navigate({ to: '/history', search: {} }).then(() => focusSoon('[data-search]'))
  }
  const second = (key: string) => {
    if (Date.now() > goUntil.current) return false
    goUntil.current = 0
    const destination = destinations.find(one => one.key === key)
    if (destination) void navigate({ to: destination.to })
    return true
  }
  const press = (selector: string) => document.querySelector<HTMLButtonElement>(selector)?.click()

  // Also while typing, and before the palette itself has been fetched: then it is open when it comes.
  useHotkeys([['mod+K', openSpotlight]], [])
  useHotkeys(
    [
      ['j', () => step(1)],
      ['k', () => step(-1)],
      ['/', search],
      ['shift+?', openHelp],
      [
        'g',
        () => {
          goUntil.current = Date.now() + secondKeyWithin
        },
      ],
      ['x', () => press('[data-reject]')],
      ...destinations
        .filter(({ key }) => !['a', 'x'].includes(key))
        .map(({ key }): [string, () => void] => [key, () => second(key)]),
      ['a', () => second('a') || press('[data-approve]')],
    ],
    ['INPUT', 'TEXTAREA', 'SELECT'],
  )
}

/** Moves the focus through the page's list; lists whose items select when focused show what they hold. */
function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('[data-keyboard-item]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const selected = items.findIndex(item => item.dataset['selected'] === 'true')
  const from = at >= 0 ? at : selected
  const next =
    items[from < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, from + by))]
  next?.focus()
}

function focusSoon(selector: string): void {
  const started = performance.now()
  const look = () => {
    const field = document.querySelector<HTMLElement>(selector)
    if (field) field.focus()
    else if (performance.now() - started < 2000) requestAnimationFrame(look)
  }
  look()
}
