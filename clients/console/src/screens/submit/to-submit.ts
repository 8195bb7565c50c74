import type { ActionType } from '../../../generated/documents.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    readonly devices?: readonly string[]
  }
}

/** As many as one bulk may have. */
export const mostDevices = 10_000
/** Of more than these a URL gets too long for whoever it is sent to. */
const mostInUrl = 50

interface What {
  readonly devices: readonly string[]
  readonly type?: ActionType
  readonly detection?: string
  readonly investigation?: string
}

/** Few devices stand in the URL; many go with the browser's history, and are there after a reload too. */
export const toSubmit = ({ devices, ...search }: What) => ({
  to: '/submit' as const,
  ...(devices.length <= mostInUrl
    ? { search: { ...search, devices: [...devices] } }
    : { search, state: { devices } }),
})
