import type { LookupFunction } from 'node:net'
import type { ContainmentState } from '#protocol/state.ts'
import type { Uploader } from '../link/upload.ts'
import type { Log } from '../log.ts'
import type { Sandbox } from '../sandbox.ts'
import type { DeviceClock } from '../state/effects.ts'
import type { Catalog } from './action.ts'

/** What the agent can do on this machine: its actions, and the containment in force. */
export interface Platform {
  /** Types that are missing here are answered with UNSUPPORTED. */
  readonly actions: Catalog
  /** For the agent's own connections, see `Channel`. Null if this platform can't isolate. */
  readonly lookup: LookupFunction | null
  /** Read from the machine, not from memory. Null if this platform can't contain. */
  read(): Promise<ContainmentState | null>
  close(): Promise<void>
}

export interface PlatformParts {
  /** The agent's own directory. */
  readonly directory: string
  readonly server: { readonly host: string; readonly port: number }
  /** Opens one fresh connection to the server; rejects if it gets no answer. */
  readonly askServer: (signal: AbortSignal) => Promise<void>
  /** Null: no confinement. */
  readonly sandbox: Sandbox | null
  readonly uploader: Uploader
  /** Called when containment changed without a command: an effect expired, or rules were restored. */
  readonly onChanged: () => void
  readonly clock?: DeviceClock
  /** Watch the rules and restore them. Default: true. */
  readonly watches?: boolean
  /** Milliseconds to wait for the server to answer through new rules. Default: 60 s. */
  readonly confirmWithin?: number
  readonly log: Log
}
