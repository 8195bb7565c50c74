import type {
  ActionFragment,
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
import { type Outcome, outcomeOf } from './outcome.ts'
import { type List, listOf } from './pages.ts'
import { createSocket, type WebSocketImpl } from './socket.ts'
import { follow, mapped } from './subscription.ts'
import { type TypedDocument, textOf, type VariablesOf } from './typed-document.ts'
import { type LedgerCheck, verifyLedger } from './verify-ledger.ts'

export interface ClientOptions {
  /** Where the service is: `https://response.example.com`. */
  readonly url: string
  /** An access token or an API key, or a function that gets one; see `Token`. */
  readonly token: Token
  /** 3: how often what is safe to repeat is tried again when the service is away or busy, with jitter; 0: never. */
  readonly retries?: number
  /** Told of each cut of a subscription, before it is taken up again. */
  readonly onCut?: (cause: unknown) => void
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch
  /** Instead of the platform's own; Node 20 has none and takes that of the package `ws`. */
  readonly webSocket?: WebSocketImpl
}

export interface Change {
  readonly cursor: string
  readonly event: EventFragment
  readonly action: ActionFragment
}

export type LedgerEvent = AuditQuery['list']['edges'][number]['node']

interface ListOptions {
  /** Items a page, 1 to 200; 50 by default. */
  readonly pageSize?: number
  /** A page's `endCursor`: goes on behind it. */
  readonly after?: string
}

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
  /** The cursor of the last change that you have dealt with; from now on by default. */
  readonly after?: string
  /** Ends the iteration. */
  readonly signal?: AbortSignal
}
export interface SubscribeOptions<Data> {
  /** Where to go on after a cut; it becomes the variable `after`. */
  readonly cursorOf?: (data: Data) => string
  readonly signal?: AbortSignal
}
/** Where an export ended. */
export interface LedgerPosition {
  readonly sequence: number
  readonly at: string
}
export type ExportName = 'audit.ndjson' | 'audit.ocsf.ndjson' | 'actions.csv'
export interface ExportOptions {
  /** Instants: inclusive, exclusive. */
  readonly from?: string
  readonly to?: string
  /** A ledger cursor. */
  readonly after?: string
  readonly signal?: AbortSignal
}

type ActionOutcome = Outcome<{ readonly action: ActionFragment }>
type BulkOutcome = Outcome<{ readonly bulkAction: BulkFragment }>
type BulkDecision = Outcome<{ readonly bulkAction: BulkFragment; readonly decided: number }>

export function createClient(options: ClientOptions) {
  const { token, retries = 3, onCut, webSocket } = options
  const url = options.url.replace(/\/+(graphql\/?)?$/, '')
  // Unbound, browsers' fetch refuses to be called.
  const http = createHttp({ url, token, retries, fetch: options.fetch ?? globalThis.fetch.bind(globalThis) })
  const socket = createSocket({ url, token, webSocket })

  async function send<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    isRepeatable: boolean,
  ): Promise<Result> {
    return (await http.graphql(textOf(document), variables, isRepeatable)) as Result
  }

  const decide =
    <Union extends object>(
      document: TypedDocument<{ readonly outcome: Union }, { input: DecideActionInput }>,
    ) =>
    async (input: DecideActionInput): Promise<ActionOutcome> =>
      outcomeOf((await send(document, { input }, false)).outcome) as ActionOutcome

  const decideBulk =
    <Union extends object>(
      document: TypedDocument<{ readonly outcome: Union }, { input: DecideBulkActionInput }>,
    ) =>
    async (input: DecideBulkActionInput): Promise<BulkDecision> =>
      outcomeOf((await send(document, { input }, false)).outcome) as BulkDecision

  /** The ledger's present end, for `watch({ after })`. */
  const head = async (): Promise<string> => (await send(documents.LedgerHead, {}, true)).ledgerHead

  /** Any document, typed by codegen or gql.tada, or plain text. */
  const request = <Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Promise<Result> => send(document, variables as Variables, !/\bmutation\b/.test(textOf(document)))

  /** Any subscription; with `cursorOf` each event once through any number of cuts. */
  const subscribe = <Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    { cursorOf, signal }: SubscribeOptions<Result> = {},
  ): AsyncIterableIterator<Result> =>
    follow<Result>(socket, { text: textOf(document), variables, cursorOf, signal, onCut })

  /** An export as it streams in: the ledger as NDJSON or OCSF, the actions as CSV. */
  const exportFile = async (
    name: ExportName,
    { signal, ...range }: ExportOptions = {},
  ): Promise<ReadableStream<Uint8Array>> => {
    const { body } = await http.get(`/exports/${name}?${new URLSearchParams({ ...range })}`, signal)
    return body ?? new ReadableStream({ start: controller => controller.close() })
  }

  /** The whole ledger, or a part of it, as NDJSON that `verifyLedger` checks. */
  const exportLedger = (options?: ExportOptions) => exportFile('audit.ndjson', options)

  /**
   * The ledger's lines behind this event, to go on with an export: `last` is its last line, parsed. Without one, all
   * there is.
   */
  async function* ledgerBehind(last: LedgerPosition | null, signal?: AbortSignal): AsyncGenerator<string> {
    const body = await exportLedger({ ...(last && { from: last.at }), ...(signal && { signal }) })
    // `from` is inclusive: other events of that very millisecond come again.
    for await (const line of linesOf(body))
      if (!last || (JSON.parse(line) as LedgerPosition).sequence > last.sequence) yield line
  }

  return {
    request,
    subscribe,
    head,
    exportFile,
    exportLedger,
    ledgerBehind,

    /**
     * Submits one action. It gets an idempotency key unless it has one, so that it is submitted once although the
     * network made us ask twice.
     */
    async submit(input: SubmitActionInput): Promise<ActionOutcome> {
      const keyed = { idempotencyKey: crypto.randomUUID(), ...input }
      return outcomeOf((await send(documents.SubmitAction, { input: keyed }, true)).outcome)
    },
    approve: decide(documents.ApproveAction),
    reject: decide(documents.RejectAction),
    cancel: decide(documents.CancelAction),

    /** Submits the same action for many devices: all or none. */
    async bulk(input: SubmitBulkActionInput): Promise<BulkOutcome> {
      const keyed = { idempotencyKey: crypto.randomUUID(), ...input }
      return outcomeOf((await send(documents.SubmitBulkAction, { input: keyed }, true)).outcome)
    },
    approveBulk: decideBulk(documents.ApproveBulkAction),
    rejectBulk: decideBulk(documents.RejectBulkAction),
    cancelBulk: decideBulk(documents.CancelBulkAction),
    pauseBulk: decideBulk(documents.PauseBulkAction),
    resumeBulk: decideBulk(documents.ResumeBulkAction),

    /** The progress of a bulk, the present one first, until all of its actions have ended. */
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
        if (isOver(bulk)) return
      }
    },

    /**
     * Every change of the actions that match, in the ledger's order and each once: through cuts, restarts and
     * expired tokens. Without `after` from now on; take `head()` yourself where nothing may fall between.
     */
    watch({ filter, after, signal }: WatchOptions = {}): AsyncIterableIterator<Change> {
      const start = after === undefined ? head() : Promise.resolve(after)
      // It is thrown to whoever iterates, and nobody has to.
      start.catch(() => {})
      const { Watch } = documents
      const changes = follow<WatchSubscription>(socket, {
        text: Watch,
        variables: start.then(after => ({ filter: filter ?? null, after })),
        cursorOf: ({ change }) => change.cursor,
        signal,
        onCut,
      })
      return mapped(changes, ({ change }) => change)
    },

    /** Actions, the latest submitted first unless asked otherwise. */
    history({ filter, orderBy, pageSize = 50, after }: HistoryOptions = {}): List<ActionFragment> {
      return listOf(after, async after => {
        const variables = {
          filter: filter ?? null,
          orderBy: orderBy ?? null,
          first: pageSize,
          after: after ?? null,
        }
        return (await send(documents.History, variables, true)).list
      })
    },

    /** The ledger, oldest first. */
    audit({ filter, pageSize = 50, after }: AuditOptions = {}): List<LedgerEvent> {
      return listOf(after, async after => {
        const variables = { filter: filter ?? null, first: pageSize, after: after ?? null }
        return (await send(documents.Audit, variables, true)).list
      })
    },

    /** Checks the ledger here, from what the service exports: the service's own word on it is not taken. */
    async verifyLedger(options: { readonly signal?: AbortSignal } = {}): Promise<LedgerCheck> {
      return verifyLedger(await exportLedger(options))
    },

    /** Ends subscriptions and the socket that they share. */
    close: () => socket.close(),
  }
}

const isOver = ({ state, progress }: BulkFragment): boolean =>
  state === 'FINISHED' ||
  (state === 'ABORTED' && progress.pendingApproval + progress.queued + progress.executing === 0)
