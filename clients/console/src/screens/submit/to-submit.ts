import type { ActionType } from '../../../generated/documents.ts'
import type { Values } from './fields.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    readonly devices?: readonly string[]
  }
}

/** The limit of one bulk action. */
export const mostDevices = 10_000
/** More device ids than this would make the URL too long. */
const mostInUrl = 50

interface What {
  readonly devices: readonly string[]
  readonly type?: ActionType
  /** Values of the action's fields. */
  readonly values?: Values
  readonly detection?: string
  readonly investigation?: string
}

/** Few devices go into the URL. Many go into the browser's history state, which survives a reload. */
export const toSubmit = ({ devices, ...search }: What) => ({
  to: '/submit' as const,
  ...(devices.length <= mostInUrl
    ? { search: { ...search, devices: [...devices] } }
    : { search, state: { devices } }),
})
