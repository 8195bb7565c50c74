import { setTimeout as delay } from 'node:timers/promises'
import { type ApiClient, InternalError, Unanswered } from './api-client.ts'
import type { Acknowledged } from './facts.ts'
import type { Random } from './random.ts'
import { unheldAddress } from './recording-host.ts'

export interface Workload {
  readonly acknowledged: Acknowledged
  /** Requests that no service has answered in time. */
  readonly unanswered: readonly string[]
  /** Submits an action and resolves with its id once a service has acknowledged it. */
  probe(): Promise<string>
  /** Approves the action, unless another approval or an end came first. */
  approve(action: string): Promise<void>
  /** Resolves when the last request has been answered. */
  stop(): Promise<void>
}

interface Options {
  readonly clients: ApiClient
  readonly deviceIds: readonly string[]
  readonly scriptId: string
  readonly random: Random
  readonly callers: number
}

const frequencies = {
  kill: 24,
  quarantine: 4,
  session: 3,
  script: 6,
  forensics: 4,
  isolate: 6,
  unisolate: 4,
  block: 10,
  unblock: 5,
  decide: 22,
  cancel: 10,
  bulk: 2,
  steerBulk: 2,
  detection: 6,
} as const

const mutations = {
  submit: `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
    ... on SubmitActionPayload { action { rawId status } } ... on UserError { code message } } }`,
  bulk: `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) {
    ... on SubmitBulkActionPayload { bulkAction { rawId total } } ... on UserError { code message } } }`,
  detection: `mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) {
    ... on ReportDetectionPayload { detection { rawId } triggered { rawId status } } ... on UserError { code message } } }`,
}
const decision = (name: string) => `mutation ($input: DecideActionInput!) { ${name}(input: $input) {
  ... on DecideActionPayload { action { rawId } } ... on UserError { code message } } }`
const bulkDecision = (name: string) => `mutation ($input: DecideBulkActionInput!) { ${name}(input: $input) {
  ... on DecideBulkActionPayload { decided } ... on UserError { code message } } }`

interface Refusal {
  readonly code?: string
  readonly message?: string
}
type Submitted = { readonly action?: { readonly rawId: string; readonly status: string } } & Refusal

/** Milliseconds after which a request that no service answers is given up. */
const insistFor = 180_000

/** Callers that submit, approve, cancel and report at random, and record every acknowledgement. */
export function startWorkload({ clients, deviceIds, scriptId, random, callers }: Options): Workload {
  const acknowledged = {
    submissions: [] as { key: string; action: string }[],
    bulks: [] as { key: string; bulk: string; total: number }[],
    approvals: [] as { action: string; person: string }[],
    cancellations: [] as string[],
    detections: [] as { externalId: string; detection: string; triggered: string[] }[],
  }
  /** Recent actions and bulks, which later decisions pick from. */
  const recent: string[] = []
  const pending: string[] = []
  const bulks: string[] = []
  const unanswered: string[] = []
  let keys = 0
  let isStopped = false

  const newKey = () => `#${++keys}`
  const justification = (key: string) => `A submission of the workload ${key}`

  /** Repeats the request until it is answered. Only for requests that a repetition does not do twice. */
  async function insist<Data>(own: Random, person: string, query: string, input: object): Promise<Data> {
    const deadline = performance.now() + insistFor
    for (;;) {
      try {
        return await clients.call<Data>(person, query, { input }, own)
      } catch (error) {
        const isPassing = error instanceof Unanswered && !(error instanceof InternalError)
        if (!isPassing || performance.now() > deadline) throw error
        await delay(own.between(20, 200))
      }
    }
  }

  async function submit(own: Random, action: object, effectFor: number | null = null): Promise<string> {
    const key = newKey()
    const input = {
      deviceId: own.pick(deviceIds),
      action,
      justification: justification(key),
      idempotencyKey: key,
      ...(effectFor !== null && { effectFor }),
    }
    // Some clients give up on an answer and send the request again, while a service still works on the first one.
    const times = own.below(8) === 0 ? 2 : 1
    const answers = await Promise.all(
      Array.from({ length: times }, () =>
        insist<{ submitAction: Submitted }>(own, 'alice', mutations.submit, input),
      ),
    )
    const [made] = answers.map(({ submitAction }) => {
      if (!submitAction.action) throw new Error(`not submitted: ${JSON.stringify([input, submitAction])}`)
      acknowledged.submissions.push({ key, action: submitAction.action.rawId })
      return submitAction.action
    })
    if (!made) throw new Error('no answer')
    note(recent, made.rawId)
    if (made.status === 'PENDING_APPROVAL') pending.push(made.rawId)
    return made.rawId
  }

  /** A decision without an answer may have been made, so it is neither recorded nor repeated. */
  async function decide(own: Random, person: string, name: string, actionId: string): Promise<boolean> {
    const answer = await clients
      .call<Record<string, Submitted>>(person, decision(name), { input: { actionId } }, own)
      .catch(ignoreUnanswered)
    return answer?.[name]?.action !== undefined
  }

  const kill = (own: Random) =>
    submit(own, { killProcess: { pid: own.between(2, 30_000), processName: 'xmrig' } })

  const operations: Record<keyof typeof frequencies, (own: Random) => Promise<unknown>> = {
    kill,
    quarantine: own => submit(own, { quarantineFile: { path: `/tmp/malware-${own.below(1000)}` } }),
    session: own => submit(own, { resetUserSession: { username: `user-${own.below(10)}` } }),
    script: own => submit(own, { runScript: { scriptId } }),
    forensics: own => submit(own, { collectForensics: { include: ['EVENT_LOGS'] } }),
    isolate: own => submit(own, { isolateDevice: {} }, own.below(2) === 0 ? 60 : null),
    unisolate: own => submit(own, { unisolateDevice: {} }),
    block: own => submit(own, { blockIp: { address: addressOf(own) } }, own.below(2) === 0 ? 60 : null),
    unblock: own => submit(own, { unblockIp: { address: addressOf(own) } }),
    async decide(own) {
      const action = pending.splice(own.below(pending.length || 1), 1)[0]
      if (action === undefined) return
      if (own.below(4) === 0) await decide(own, 'bob', 'rejectAction', action)
      else if (await decide(own, 'bob', 'approveAction', action))
        acknowledged.approvals.push({ action, person: 'bob' })
    },
    async cancel(own) {
      const action = recent.at(-1 - own.below(5))
      if (action !== undefined && (await decide(own, 'alice', 'cancelAction', action)))
        acknowledged.cancellations.push(action)
    },
    async bulk(own) {
      const key = newKey()
      const devices = deviceIds.filter(() => own.below(2) === 0)
      const input = {
        deviceIds: devices.length > 0 ? devices : deviceIds,
        action: { killProcess: { pid: own.between(2, 30_000), processName: 'xmrig' } },
        justification: justification(key),
        idempotencyKey: key,
        ...(own.below(3) > 0 && { rollout: { canary: 1, perMinute: 6000 } }),
      }
      const { submitBulkAction } = await insist<{
        submitBulkAction: { bulkAction?: { rawId: string; total: number } } & Refusal
      }>(own, 'alice', mutations.bulk, input)
      const made = submitBulkAction.bulkAction
      if (!made) throw new Error(`not submitted: ${JSON.stringify([input, submitBulkAction])}`)
      acknowledged.bulks.push({ key, bulk: made.rawId, total: made.total })
      note(bulks, made.rawId)
    },
    async steerBulk(own) {
      const bulkActionId = bulks.at(-1 - own.below(3))
      const name = own.pick(['pauseBulkAction', 'resumeBulkAction', 'resumeBulkAction', 'cancelBulkAction'])
      if (bulkActionId === undefined) return
      await clients
        .call('alice', bulkDecision(name), { input: { bulkActionId } }, own)
        .catch(ignoreUnanswered)
    },
    async detection(own) {
      const externalId = newKey()
      const severity = own.pick(['CRITICAL', 'HIGH'])
      const input = {
        deviceId: own.pick(deviceIds),
        externalId,
        severity,
        title: 'A detection of the workload',
        process: { pid: own.between(2, 30_000), name: 'xmrig' },
      }
      const { reportDetection } = await insist<{
        reportDetection: {
          detection?: { rawId: string }
          triggered: { rawId: string; status: string }[]
        } & Refusal
      }>(own, 'ines', mutations.detection, input)
      if (!reportDetection.detection)
        throw new Error(`not reported: ${JSON.stringify([input, reportDetection])}`)
      const triggered = reportDetection.triggered.map(({ rawId }) => rawId)
      acknowledged.detections.push({ externalId, detection: reportDetection.detection.rawId, triggered })
      for (const { rawId, status } of reportDetection.triggered)
        if (status === 'PENDING_APPROVAL') pending.push(rawId)
    },
  }

  async function call(own: Random): Promise<void> {
    while (!isStopped) {
      await operations[own.weighted(frequencies)](own).catch(giveUp)
      await delay(own.between(0, 150))
    }
  }
  // Internal errors are recorded by the client.
  function giveUp(error: unknown): void {
    ignoreUnanswered(error)
    if (!(error instanceof InternalError)) unanswered.push(`no service answered: ${error}`)
  }
  const calls = Array.from({ length: callers }, () => call(random.fork()))
  const probes = random.fork()
  // The caller learns of a failure when it stops the workload.
  const all = Promise.all(calls)
  all.catch(() => {})

  return {
    acknowledged,
    unanswered,
    probe: () => kill(probes),
    async approve(action) {
      if (await decide(probes, 'bob', 'approveAction', action))
        acknowledged.approvals.push({ action, person: 'bob' })
    },
    async stop() {
      isStopped = true
      await all
    },
  }
}

const addressOf = (random: Random): string =>
  random.pick(['203.0.113.1', '203.0.113.2', '203.0.113.3', '2001:db8::1', unheldAddress])

function note(list: string[], item: string): void {
  list.push(item)
  if (list.length > 50) list.shift()
}

/** Null if the request has no answer; other errors are thrown again. */
export function ignoreUnanswered(error: unknown): null {
  if (error instanceof Unanswered) return null
  throw error
}
