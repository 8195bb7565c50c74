import type { LookupFunction } from 'node:net'
import type { ContainmentState } from '#protocol/state.ts'
import type { Uploader } from '../link/upload.ts'
import type { Log } from '../log.ts'
import type { Sandbox } from '../sandbox.ts'
import type { DeviceClock } from '../state/effects.ts'
import type { Catalog } from './action.ts'

/** What this machine lets an agent do: its actions, and what they have contained. */
export interface Platform {
  /** Any other type is answered with UNSUPPORTED. */
  readonly actions: Catalog
  /** For the agent's own connections, see `Channel`; null where nothing can be isolated. */
  readonly lookup: LookupFunction | null
  /** Read from the machine, not from memory; null where nothing can be contained. */
  read(): Promise<ContainmentState | null>
  close(): Promise<void>
}

export interface PlatformParts {
  /** The agent's own. */
  readonly directory: string
  readonly server: { readonly host: string; readonly port: number }
  /** One fresh connection to the server; rejects when it did not answer. */
  readonly askServer: (signal: AbortSignal) => Promise<void>
  /** Null: everything may be touched. */
  readonly sandbox: Sandbox | null
  readonly uploader: Uploader
  /** What is contained changed without a command: an effect ended, or rules had to be put back. */
  readonly onChanged: () => void
  readonly clock?: DeviceClock
  /** Watch the rules and put them back. Default: true. */
  readonly watches?: boolean
  /** Milliseconds that the server may take to answer through new rules. Default: 60 s. */
  readonly confirmWithin?: number
  readonly log: Log
}
