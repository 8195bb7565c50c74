import { openSpotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { navigation } from './navigation.ts'

/** Milliseconds within which the second key of a sequence like `g l` must follow. */
const secondKeyWithin = 1200

/** Uses `event.key` instead of key codes, so that `/` and `?` work on every keyboard layout. */
export function useShortcuts({ openHelp }: { readonly openHelp: () => void }): void {
  const navigate = useNavigate()
  const goUntil = useRef(0)

  const keys: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    '/': openSpotlight,
    '?': openHelp,
    g: () => {
      goUntil.current = Date.now() + secondKeyWithin
    },
    a: () => press('[data-approve]'),
    x: () => press('[data-reject]'),
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const key = event.key.toLowerCase()
    // Works while typing, and before the palette's code is fetched: then it opens once loaded.
    if (key === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return openSpotlight()
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isBusy()) return
    const isSecond = Date.now() <= goUntil.current
    goUntil.current = 0
    const destination = isSecond && destinations.find(one => one.key === key)
    const act = destination ? () => void navigate({ to: destination.to }) : isSecond ? undefined : keys[key]
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

const destinations = navigation.flatMap(({ items }) => items)

/** True while a text field has the focus or a dialog is open, when single keys must not act as commands. */
function isBusy(): boolean {
  if (document.querySelector('[role=dialog], [role=menu]')) return true
  const focused = document.activeElement
  if (focused instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(focused.type)
  return focused instanceof HTMLElement && (focused.isContentEditable || focused.matches('textarea, select'))
}

const press = (selector: string) => document.querySelector<HTMLButtonElement>(selector)?.click()

/** Moves the focus through the page's list. A list that shows the focused item follows. */
function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>('[data-keyboard-item]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const selected = items.findIndex(item => item.dataset['selected'] === 'true')
  const from = at >= 0 ? at : selected
  const next =
    items[from < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, from + by))]
  next?.focus()
}
