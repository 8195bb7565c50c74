import { useSyncExternalStore } from 'react'

const prefix = 'defend.'
const listeners = new Set<() => void>()
/** Used where the browser has no storage. */
const unstored = new Map<string, string>()

/** A choice of this browser's user; null if none was made. */
export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return unstored.get(name) ?? null
  }
}

function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name)
    else localStorage.setItem(prefix + name, value)
  } catch {
    if (value === null) unstored.delete(name)
    else unstored.set(name, value)
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** A choice of this browser's user, the same in all tabs; null if none was made. */
export function usePreference(name: string): [string | null, (value: string | null) => void] {
  const value = useSyncExternalStore(subscribe, () => readPreference(name))
  return [value, next => write(name, next)]
}
