import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FindSubmission } from '#app/action/find-submission.ts'
import type { RequestInfo } from '../../access/request-info.ts'
import { type Problem, readJson } from '../rest/problem.ts'
import type { RunOperation } from '../rest/run-operation.ts'
import { type Command, type DeviceName, type Feature, pairs, parseCommand } from './command.ts'
import { answerOpenC2, badCommand, notFound, type OpenC2Response, responseOfCode } from './response.ts'

export interface OpenC2 {
  /** Answers `POST /openc2`. */
  serve(request: IncomingMessage, response: ServerResponse, info: RequestInfo): Promise<void>
}

interface Options {
  readonly run: RunOperation
  readonly findSubmission: FindSubmission
  /** Commands that a caller may send per minute; null: no limit. */
  readonly rateLimit: number | null
}

type Act = Extract<Command, { kind: 'act' }>

const actionFields = 'id: rawId status failure { code message } cancellation { reason }'
const bulkFields = `id: rawId total state progress { pendingApproval queued executing completed failed cancelled }`
const userError = '... on UserError { code message }'

const submitAction = `mutation ($input: SubmitActionInput!) { result: submitAction(input: $input) {
  ... on SubmitActionPayload { action { ${actionFields} } } ${userError} } }`
const submitBulk = `mutation ($input: SubmitBulkActionInput!) { result: submitBulkAction(input: $input) {
  ... on SubmitBulkActionPayload { bulkAction { ${bulkFields} } } ${userError} } }`
const readBulk = `query ($id: ID!) { result: bulkAction(id: $id) { ${bulkFields} type justification } }`
const findDevices = `query ($filter: DeviceFilter, $after: String) { result: devices(filter: $filter, first: 200, after: $after) {
  edges { node { id: rawId revokedAt } } pageInfo { hasNextPage endCursor } } }`

interface Device {
  readonly id: string
  readonly revokedAt: string | null
}

/** OpenC2 Language 1.0 with the Endpoint Response profile. Commands follow the same rules as all other submissions. */
export function createOpenC2({ run, findSubmission, rateLimit }: Options): OpenC2 {
  async function devicesWhere(
    filter: object,
    info: RequestInfo,
  ): Promise<readonly Device[] | OpenC2Response> {
    const devices: Device[] = []
    let after: string | null = null
    do {
      const answer = await run(findDevices, { filter, after }, info)
      if ('problem' in answer) return responseOf(answer.problem)
      const { edges, pageInfo } = answer.data['result'] as {
        edges: { node: Device }[]
        pageInfo: { hasNextPage: boolean; endCursor: string | null }
      }
      devices.push(...edges.map(({ node }) => node).filter(({ revokedAt }) => revokedAt === null))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    return devices
  }

  async function idOf(name: DeviceName, info: RequestInfo): Promise<string | OpenC2Response> {
    if ('rawId' in name) return name.rawId
    const found = await devicesWhere({ hostname: name.hostname }, info)
    if ('status' in found) return found
    const [device, ...others] = found
    if (!device) return notFound(`No device has the hostname ${name.hostname}.`)
    return others.length === 0
      ? device.id
      : badCommand(`Several devices have the hostname ${name.hostname}; use device_id.`)
  }

  async function idsOf(
    { devices, groups }: Act,
    info: RequestInfo,
  ): Promise<readonly string[] | OpenC2Response> {
    const ids = new Set<string>()
    for (const name of devices) {
      const id = await idOf(name, info)
      if (typeof id !== 'string') return id
      ids.add(id)
    }
    for (const label of groups) {
      const found = await devicesWhere({ labels: [label] }, info)
      if ('status' in found) return found
      for (const { id } of found) ids.add(id)
    }
    return ids.size > 0 ? [...ids] : notFound(`No device has any of the labels ${groups.join(', ')}.`)
  }

  async function act(command: Act, info: RequestInfo): Promise<OpenC2Response> {
    const ids = await idsOf(command, info)
    if ('status' in ids) return ids
    const { action, justification, effectFor, commandId: idempotencyKey } = command
    const intent = { action, justification, effectFor, idempotencyKey }
    const [deviceId] = ids
    const isBulk = ids.length > 1 || command.groups.length > 0
    const answer = isBulk
      ? await run(submitBulk, { input: { ...intent, deviceIds: ids } }, info)
      : await run(submitAction, { input: { ...intent, deviceId } }, info)
    if ('problem' in answer) return responseOf(answer.problem)
    const result = answer.data['result'] as Outcome
    if ('action' in result) return responseOfAction(result.action)
    if ('bulkAction' in result) return responseOfBulk(result.bulkAction)
    const before = result.code === 'IDEMPOTENCY_CONFLICT' ? await askAgain(command, info) : null
    return before ?? responseOfCode(result.code, result.message)
  }

  /**
   * If a label is now on other devices than when the command was first sent, the input differs. The command_id still
   * refers to the first submission if type and justification are the same.
   */
  async function askAgain(command: Act, info: RequestInfo): Promise<OpenC2Response | null> {
    const { action, groups, justification, commandId } = command
    if (groups.length === 0 || commandId === null) return null
    const id = await findSubmission(info.caller, 'submitBulkAction', commandId)
    const answer = await run(readBulk, { id }, info)
    if ('problem' in answer) return responseOf(answer.problem)
    const bulk = answer.data['result'] as (Bulk & { type: string; justification: string }) | null
    const isSame = bulk !== null && typeOf(action) === bulk.type && justification === bulk.justification
    return isSame ? responseOfBulk(bulk) : null
  }

  const answersOf: { readonly [F in Feature]: unknown } = {
    versions: ['1.0'],
    profiles: ['er'],
    pairs,
    // JSON omits undefined fields.
    rate_limit: rateLimit ?? undefined,
  }

  function queryFeatures(features: readonly Feature[]): OpenC2Response {
    if (features.length === 0) return { status: 200 }
    return { status: 200, results: Object.fromEntries(features.map(name => [name, answersOf[name]])) }
  }

  return {
    async serve(request, response, info) {
      const body = await readJson(request)
      if ('problem' in body) return answerOpenC2(response, responseOf(body.problem))
      const command = parseCommand(body.json)
      if ('response' in command) return answerOpenC2(response, command.response)
      const answer = command.kind === 'features' ? queryFeatures(command.features) : await act(command, info)
      answerOpenC2(response, answer)
    },
  }
}

/** The action type of an input, for example `ISOLATE_DEVICE` for `{isolateDevice: …}`. */
const typeOf = (action: Act['action']): string =>
  Object.keys(action)
    .join()
    .replace(/[A-Z]/g, letter => `_${letter}`)
    .toUpperCase()

interface Action {
  readonly id: string
  readonly status: string
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly cancellation: { readonly reason: string } | null
}
interface Bulk {
  readonly id: string
  readonly total: number
  readonly progress: Readonly<Record<string, number>>
}
type Outcome =
  | { readonly action: Action }
  | { readonly bulkAction: Bulk }
  | { readonly code: string; readonly message: string }

export function responseOf({ status, code, detail }: Problem): OpenC2Response {
  if (status === 413) return badCommand(detail)
  return status === 429 ? { status: 503, status_text: detail } : responseOfCode(code, detail)
}

/** 102 while the action is open, 200 if it completed, otherwise the reason why it did not. */
function responseOfAction({ id, status, failure, cancellation }: Action): OpenC2Response {
  const results = { er: { action_id: id } }
  switch (status) {
    case 'PENDING_APPROVAL':
      return { status: 102, status_text: 'The action is waiting for approval.', results }
    case 'QUEUED':
    case 'EXECUTING':
      return { status: 102, status_text: `The action is ${status.toLowerCase()}.`, results }
    case 'COMPLETED':
      return { status: 200, status_text: 'The action completed.', results }
    case 'FAILED': {
      const text = `${failure?.code}: ${failure?.message}`
      const unavailable = failure?.code === 'AGENT_OFFLINE' ? 503 : 500
      return { status: failure?.code === 'UNSUPPORTED' ? 501 : unavailable, status_text: text, results }
    }
    default: {
      const isRejected = cancellation?.reason === 'REJECTED'
      const text = `The action was cancelled: ${cancellation?.reason}.`
      return { status: isRejected ? 403 : 500, status_text: text, results }
    }
  }
}

function responseOfBulk({ id, total, progress }: Bulk): OpenC2Response {
  const results = { er: { bulk_action_id: id, progress } }
  const count = (...states: string[]) => states.reduce((sum, state) => sum + (progress[state] ?? 0), 0)
  const open = count('pendingApproval', 'queued', 'executing')
  if (open > 0) return { status: 102, status_text: `${open} of ${total} actions have not ended.`, results }
  const unsuccessful = count('failed', 'cancelled')
  if (unsuccessful === 0) return { status: 200, status_text: `All ${total} actions completed.`, results }
  return {
    status: 500,
    status_text: `${unsuccessful} of ${total} actions failed or were cancelled.`,
    results,
  }
}
