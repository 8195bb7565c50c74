import { createCalls, type ListOptions, type Send } from './calls.ts'
import { DefendError } from './errors.ts'
import type {
  ActionFragment,
  ActionQuery,
  AuditQuery,
  AuditQueryVariables,
  BulkFragment,
  DecideActionInput,
  DecideBulkActionInput,
  EventFragment,
  HistoryQueryVariables,
  SubmitActionInput,
  SubmitBulkActionInput,
  WatchBulkSubscription,
  WatchSubscription,
  WatchSubscriptionVariables,
} from './generated/documents.ts'
import * as documents from './generated/documents.ts'
import { createHttp, type Token } from './http.ts'
import { linesOf } from './lines.ts'
import type { Outcome } from './outcome.ts'
import type { List } from './pages.ts'
import { createDetections, createInvestigations } from './resources/detections.ts'
import { createDevices, createEnrollmentTokens } from './resources/devices.ts'
import { createKeys, createPeople } from './resources/people.ts'
import { createRules, createScripts, createSettings } from './resources/settings.ts'
import { createWebhooks } from './resources/webhooks.ts'
import { createSocket, type WebSocketImpl } from './socket.ts'
import { follow, mapped } from './subscription.ts'
import { type TypedDocument, textOf, type VariablesOf } from './typed-document.ts'
import { type LedgerCheck, verifyLedger } from './verify-ledger.ts'

export interface ClientOptions {
  /** The service's origin, such as `https://response.example.com`. */
  readonly url: string
  /** An access token, an API key, or a function that returns one; see `Token`. */
  readonly token: Token
  /** The number of retries of repeatable calls while the service is unreachable or busy; 3 by default. */
  readonly retries?: number
  /** Called when a subscription loses its connection, before it resumes. */
  readonly onCut?: (cause: unknown) => void
  /** Replaces the platform's `fetch`. */
  readonly fetch?: typeof fetch
  /** Replaces the platform's `WebSocket`. Node 20 has none, so the SDK uses the package `ws` there. */
  readonly webSocket?: WebSocketImpl
}

/** A change of an action, with the ledger event that records it. */
export interface Change {
  readonly cursor: string
  readonly event: EventFragment
  readonly action: ActionFragment
}

export type LedgerEvent = AuditQuery['list']['edges'][number]['node']
/** An action with its approvals, output, artifacts, evidence and timeline. */
export type ActionDetail = NonNullable<ActionQuery['action']>

export type DefendClient = ReturnType<typeof createClient>

type Filter<Variables extends { readonly filter?: unknown }> = Exclude<Variables['filter'], null | undefined>

export interface HistoryOptions extends ListOptions {
  readonly filter?: Filter<HistoryQueryVariables>
  readonly orderBy?: Exclude<HistoryQueryVariables['orderBy'], null | undefined>
}
export interface AuditOptions extends ListOptions {
  readonly filter?: Filter<AuditQueryVariables>
}
export interface WatchOptions {
  readonly filter?: Filter<WatchSubscriptionVariables>
  /** The cursor of the last change that you processed. By default only new changes are delivered. */
  readonly after?: string
  /** Ends the iteration. */
  readonly signal?: AbortSignal
}
export interface SubscribeOptions<Data> {
  /** Reads the cursor of an event. After a lost connection, the last cursor is sent as the variable `after`. */
  readonly cursorOf?: (data: Data) => string
  readonly signal?: AbortSignal
}
/** The last event of an export. */
export interface LedgerPosition {
  readonly sequence: number
  readonly at: string
}
export type ExportName = 'audit.ndjson' | 'audit.ocsf.ndjson' | 'actions.csv'
export interface ExportOptions {
  /** A timestamp, inclusive. */
  readonly from?: string
  /** A timestamp, exclusive. */
  readonly to?: string
  /** A ledger cursor. */
  readonly after?: string
  readonly signal?: AbortSignal
}
/** `completed` means that the device has reported a result, and `verified` that the verification has finished too. */
export type Stage = 'completed' | 'verified'

type ActionOutcome = Outcome<{ readonly action: ActionFragment }>
type BulkOutcome = Outcome<{ readonly bulkAction: BulkFragment }>
type BulkDecision = Outcome<{ readonly bulkAction: BulkFragment; readonly decided: number }>

export function createClient(options: ClientOptions) {
  const { token, retries = 3, onCut, webSocket } = options
  const url = options.url.replace(/\/+(graphql\/?)?$/, '')
  // Browsers require that `fetch` is called with the global object as `this`.
  const http = createHttp({ url, token, retries, fetch: options.fetch ?? globalThis.fetch.bind(globalThis) })
  const socket = createSocket({ url, token, webSocket })

  const send: Send = async <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    isRepeatable: boolean,
  ) => (await http.graphql(textOf(document), variables, isRepeatable)) as Result
  const calls = createCalls(send, following => follow(socket, { ...following, onCut }))
  const { query, mutate, list } = calls

  /** The current end of the ledger, for `watch({ after })`. */
  const head = async (): Promise<string> => (await query(documents.LedgerHead, {})).ledgerHead

  /** Runs a query or mutation: a document typed by codegen or gql.tada, or plain text. */
  const request = <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Promise<Result> => send(document, variables as Variables, !/\bmutation\b/.test(textOf(document)))

  /** Runs a subscription. With `cursorOf`, each event is delivered exactly once, across lost connections. */
  const subscribe = <Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { cursorOf, signal }: SubscribeOptions<Result> = {},
  ): AsyncIterableIterator<Result> =>
    follow<Result>(socket, { text: textOf(document), variables, cursorOf, signal, onCut })

  /** Streams an export: the ledger as NDJSON or OCSF, or the actions as CSV. */
  const exportFile = async (
    name: ExportName,
    { signal, ...range }: ExportOptions = {},
  ): Promise<ReadableStream<Uint8Array>> => {
    const { body } = await http.get(`/exports/${name}?${new URLSearchParams({ ...range })}`, signal)
    return body ?? new ReadableStream({ start: controller => controller.close() })
  }

  /** The ledger or a part of it as NDJSON, which `verifyLedger` checks. */
  const exportLedger = (options?: ExportOptions) => exportFile('audit.ndjson', options)

  /** The lines of the ledger after `last`, the parsed last line of an earlier export. All lines if it is null. */
  async function* ledgerBehind(last: LedgerPosition | null, signal?: AbortSignal): AsyncGenerator<string> {
    const body = await exportLedger({ ...(last && { from: last.at }), ...(signal && { signal }) })
    // `from` is inclusive, so events of the same millisecond arrive again.
    for await (const line of linesOf(body))
      if (!last || (JSON.parse(line) as LedgerPosition).sequence > last.sequence) yield line
  }

  /**
   * Delivers every change of the matching actions exactly once and in ledger order, across lost connections, restarts
   * and expired tokens. Without `after` it starts with the next change. To miss nothing between an earlier read and the
   * subscription, call `head()` before the read and pass its result as `after`.
   */
  const watch = ({ filter, after, signal }: WatchOptions = {}): AsyncIterableIterator<Change> => {
    const start = after === undefined ? head() : Promise.resolve(after)
    // The iteration rethrows the error. This handler avoids an unhandled rejection if the caller never iterates.
    start.catch(() => {})
    const changes = follow<WatchSubscription>(socket, {
      text: documents.Watch,
      variables: start.then(after => ({ filter: filter ?? null, after })),
      cursorOf: ({ change }) => change.cursor,
      signal,
      onCut,
    })
    return mapped(changes, ({ change }) => change)
  }

  return {
    request,
    subscribe,
    head,
    watch,
    exportFile,
    exportLedger,
    ledgerBehind,

    devices: createDevices(calls),
    enrollmentTokens: createEnrollmentTokens(calls),
    detections: createDetections(calls),
    investigations: createInvestigations(calls),
    people: createPeople(calls),
    scripts: createScripts(calls),
    keys: createKeys(calls),
    settings: createSettings(calls),
    rules: createRules(calls),
    webhooks: createWebhooks(calls),

    /** The analyst or service account of the token. */
    viewer: async () => (await query(documents.Viewer, {})).viewer,
    /** The catalog of action types, as the organization has configured it. */
    actionTypes: async () => (await query(documents.ActionTypes, {})).actionTypes,

    /** An action by its id; null if there is none. */
    action: async (id: string): Promise<ActionDetail | null> =>
      (await query(documents.Action, { id })).action,
    /** Shows what a submission would do, without doing it. */
    preview: async (input: SubmitActionInput) => (await query(documents.Preview, { input })).previewAction,
    /** Submits an action. Adds an idempotency key if there is none, so that a retried request submits it only once. */
    submit: (input: SubmitActionInput): Promise<ActionOutcome> =>
      mutate(documents.SubmitAction, { input: { idempotencyKey: crypto.randomUUID(), ...input } }, true),
    approve: (input: DecideActionInput): Promise<ActionOutcome> => mutate(documents.ApproveAction, { input }),
    reject: (input: DecideActionInput): Promise<ActionOutcome> => mutate(documents.RejectAction, { input }),
    cancel: (input: DecideActionInput): Promise<ActionOutcome> => mutate(documents.CancelAction, { input }),

    /**
     * Resolves with the action when it has reached the stage or has ended before, so check `status` and
     * `verification.status`. Rejects with NOT_FOUND if there is no such action, or when the signal is aborted.
     */
    async waitFor(
      { id }: { readonly id: string },
      stage: Stage,
      { signal }: { readonly signal?: AbortSignal } = {},
    ): Promise<ActionFragment> {
      const after = await head()
      const { action } = await query(documents.Action, { id })
      if (!action) throw new DefendError('NOT_FOUND', `There is no action ${id}`)
      if (hasReached(action, stage)) return action
      const filter = { types: [action.type], ...(action.device && { deviceId: action.device.id }) }
      for await (const change of watch({ after, filter, ...(signal && { signal }) }))
        if (change.action.id === action.id && hasReached(change.action, stage)) return change.action
      throw signal?.reason ?? new DefendError('NETWORK', 'The client was closed')
    },

    /** Submits the same action for many devices, for all or none of them. */
    bulk: (input: SubmitBulkActionInput): Promise<BulkOutcome> =>
      mutate(documents.SubmitBulkAction, { input: { idempotencyKey: crypto.randomUUID(), ...input } }, true),
    /** A bulk action by its id; null if there is none. */
    bulkAction: async (id: string) => (await query(documents.BulkAction, { id })).bulkAction,
    /** The bulk actions, newest first. */
    bulkActions: (options: ListOptions = {}): List<BulkFragment> =>
      list(documents.BulkActions, page => page, options),
    approveBulk: (input: DecideBulkActionInput): Promise<BulkDecision> =>
      mutate(documents.ApproveBulkAction, { input }),
    rejectBulk: (input: DecideBulkActionInput): Promise<BulkDecision> =>
      mutate(documents.RejectBulkAction, { input }),
    cancelBulk: (input: DecideBulkActionInput): Promise<BulkDecision> =>
      mutate(documents.CancelBulkAction, { input }),
    pauseBulk: (input: DecideBulkActionInput): Promise<BulkDecision> =>
      mutate(documents.PauseBulkAction, { input }),
    resumeBulk: (input: DecideBulkActionInput): Promise<BulkDecision> =>
      mutate(documents.ResumeBulkAction, { input }),

    /** A bulk action's progress, starting with its current state, until all of its actions have ended. */
    async *watchBulk(id: string, signal?: AbortSignal): AsyncGenerator<BulkFragment> {
      const bulks = follow<WatchBulkSubscription>(socket, {
        text: documents.WatchBulk,
        variables: { id },
        isEndless: true,
        signal,
        onCut,
      })
      for await (const { bulk } of bulks) {
        yield bulk
        if (hasEnded(bulk)) return
      }
    },

    /** The actions, by default the newest submission first. */
    history: ({ filter, orderBy, ...options }: HistoryOptions = {}): List<ActionFragment> =>
      list(
        documents.History,
        page => ({ ...page, filter: filter ?? null, orderBy: orderBy ?? null }),
        options,
      ),

    /** The ledger, oldest event first. */
    audit: ({ filter, ...options }: AuditOptions = {}): List<LedgerEvent> =>
      list(documents.Audit, page => ({ ...page, filter: filter ?? null }), options),

    /** Exports the ledger and verifies it on the client, without relying on the service. */
    async verifyLedger(options: { readonly signal?: AbortSignal } = {}): Promise<LedgerCheck> {
      return verifyLedger(await exportLedger(options))
    },

    /** Ends all subscriptions and closes the socket that they share. */
    close: () => socket.close(),
  }
}

function hasReached({ status, verification }: ActionFragment, stage: Stage): boolean {
  if (status === 'FAILED' || status === 'CANCELLED') return true
  return status === 'COMPLETED' && (stage === 'completed' || verification.status !== 'SCHEDULED')
}

const hasEnded = ({ state, progress }: BulkFragment): boolean =>
  state === 'FINISHED' ||
  (state === 'ABORTED' && progress.pendingApproval + progress.queued + progress.executing === 0)
