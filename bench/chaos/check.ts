import { createHash } from 'node:crypto'
import type { ActionFact, Facts } from './facts.ts'
import { foldAction, type LedgerEvent, readEvent } from './fold.ts'

/** A violated invariant, with the objects concerned. */
export interface Finding {
  readonly invariant: string
  readonly detail: string
}

interface Known extends Facts {
  readonly ledger: readonly LedgerEvent[]
  readonly byId: ReadonlyMap<string, ActionFact>
  readonly eventsOf: ReadonlyMap<string, readonly LedgerEvent[]>
}

type Invariant = (facts: Known) => Iterable<string>

const ended = new Set(['COMPLETED', 'FAILED', 'CANCELLED'])
const verdicts = new Set(['PASSED', 'INCONCLUSIVE'])
const lasting = new Set(['ISOLATE_DEVICE', 'BLOCK_IP'])
/** Kinds of events that `actionChanged` delivers. */
const isFollowed = ({ kind, action }: LedgerEvent): boolean =>
  action !== null &&
  (kind.startsWith('ACTION_') || kind.startsWith('VERIFICATION_') || kind === 'LATE_RESULT')

/** What must hold after every run. Each invariant yields a line for each violation. */
export const invariants: Readonly<Record<string, Invariant>> = {
  *'an acknowledged submission exists'({ acknowledged, byId, bulks, detections }) {
    for (const { key, action } of acknowledged.submissions)
      if (!byId.get(action)?.justification.endsWith(key)) yield `action ${action} of submission ${key}`
    for (const { key, bulk, total } of acknowledged.bulks)
      if (bulks.find(({ id }) => id === bulk)?.total !== total) yield `bulk ${bulk} of submission ${key}`
    for (const { externalId, detection, triggered } of acknowledged.detections) {
      const found = detections.find(({ id }) => id === detection)
      if (found?.externalId !== externalId) yield `detection ${detection} of report ${externalId}`
      for (const action of triggered)
        if (!byId.has(action)) yield `action ${action} triggered by ${detection}`
    }
  },

  *'a submission is submitted once'({ actions, acknowledged, detections, bulks }) {
    const keys = actions.flatMap(({ bulk, justification }) => (bulk === null ? keyIn(justification) : []))
    for (const key of repeated(keys)) yield `submission ${key} has several actions`
    for (const { key } of acknowledged.submissions) {
      const ids = acknowledged.submissions.filter(other => other.key === key).map(({ action }) => action)
      if (new Set(ids).size > 1) yield `submission ${key} was acknowledged as ${ids.join(' and ')}`
    }
    for (const id of repeated(detections.map(({ externalId }) => externalId)))
      yield `report ${id} has several detections`
    for (const { id, total } of bulks) {
      const devices = actions.filter(({ bulk }) => bulk === id).map(({ device }) => device)
      if (devices.length !== total || new Set(devices).size !== total)
        yield `bulk ${id} of ${total} devices has ${devices.length} actions`
    }
  },

  *'a detection triggers each action once'({ detections, actions }) {
    for (const { id, triggered } of detections) {
      const made = actions.filter(({ detection }) => detection === id)
      for (const type of repeated(made.map(({ type, target }) => `${type} ${target}`)))
        yield `detection ${id} triggered ${type} several times`
      if (made.length !== triggered.length)
        yield `detection ${id} lists ${triggered.length} of ${made.length}`
    }
  },

  *'an acknowledged decision stands'({ acknowledged, byId, eventsOf }) {
    for (const id of acknowledged.cancellations)
      if (byId.get(id)?.status !== 'CANCELLED') yield `cancelled action ${id} is ${byId.get(id)?.status}`
    for (const { action, person } of acknowledged.approvals) {
      const approvals = (eventsOf.get(action) ?? []).filter(({ kind }) => kind === 'ACTION_APPROVED')
      if (!approvals.some(({ actorName }) => actorName.toLowerCase().startsWith(person)))
        yield `the approval of action ${action} by ${person} is not on the ledger`
    }
  },

  *'an action runs at most once'({ executions }) {
    const begun = executions.filter(({ step }) => step === 'begun').map(({ action }) => action)
    for (const action of repeated(begun)) yield `action ${action} was begun several times`
    const done = executions.filter(({ step }) => step === 'done').map(({ action }) => action)
    for (const action of repeated(done)) yield `action ${action} took effect several times`
  },

  *'a cancelled action never ran'({ executions, byId }) {
    for (const { action, step } of executions)
      if (byId.get(action)?.status === 'CANCELLED') yield `cancelled action ${action} was ${step}`
  },

  *'an action runs only after its start is on the ledger'({ executions, eventsOf }) {
    for (const { action } of executions)
      if (!eventsOf.get(action)?.some(({ kind }) => kind === 'ACTION_STARTED'))
        yield `action ${action} ran without ACTION_STARTED`
  },

  *'a completed action took effect on its device'({ actions, executions }) {
    const done = new Set(executions.flatMap(({ step, action }) => (step === 'done' ? [action] : [])))
    for (const { id, completedAt, device, failureCode } of actions) {
      const isCompleted =
        completedAt !== null && (failureCode === null || failureCode === 'VERIFICATION_FAILED')
      if (isCompleted && device !== null && !done.has(id)) yield `action ${id}`
    }
  },

  *'every action and bulk has ended'({ actions, bulks }) {
    for (const { id, type, status } of actions) if (!ended.has(status)) yield `${type} ${id} is ${status}`
    for (const { id, state } of bulks)
      if (state !== 'FINISHED' && state !== 'ABORTED') yield `bulk ${id} is ${state}`
  },

  *'a completed action has a verification'({ actions }) {
    for (const { id, status, verification } of actions)
      if (status === 'COMPLETED' && !verdicts.has(verification)) yield `action ${id}: ${verification}`
  },

  *'a row is the fold of its events'({ actions, eventsOf }) {
    for (const row of actions) {
      const folded = foldAction(eventsOf.get(row.id) ?? [])
      if ('illegal' in folded) yield `action ${row.id}: ${folded.illegal}`
      else
        for (const [name, value] of Object.entries(folded)) {
          const found = row[name as keyof typeof folded]
          if (found !== value) yield `action ${row.id}: ${name} is ${found} but its events say ${value}`
        }
    }
  },

  *'the ledger is gapless and linked'({ events, ledger }) {
    let previousHash = '0'.repeat(64)
    let at = 0
    for (const [index, { sequence, canonical, hash }] of events.entries()) {
      if (sequence !== index + 1) return yield `event ${index + 1} is missing`
      if (createHash('sha256').update(canonical).digest('hex') !== hash) yield `event ${sequence} is altered`
      const event = ledger[index]
      if (event?.previousHash !== previousHash) yield `event ${sequence} is not linked`
      if (event?.sequence !== sequence) yield `event ${sequence} calls itself ${event?.sequence}`
      if (event && event.at < at) yield `event ${sequence} is earlier than the one before it`
      at = event?.at ?? at
      previousHash = hash
    }
  },

  *'a subscriber gets each event once and in order'({ followers, ledger }) {
    for (const [index, { after, received }] of followers.entries()) {
      const due = ledger.filter(event => event.sequence > after && isFollowed(event))
      yield* differences(`subscriber ${index}`, received, due)
    }
  },

  *'a webhook gets each event in order'({ webhook, ledger }) {
    const due = ledger.filter(
      ({ sequence, kind }) => sequence > webhook.after && webhook.kinds.includes(kind),
    )
    // A receiver may see a message again, and recognizes it by its id.
    yield* differences('the webhook', [...new Set(webhook.accepted)], due)
  },

  *'undoes and undoneBy agree'({ actions, byId }) {
    for (const { id, undoes, undoneBy, completedAt, failureCode } of actions) {
      if (undoneBy !== null && byId.get(undoneBy)?.undoes !== id) yield `${undoneBy} does not undo ${id}`
      const hasCompleted = completedAt !== null && failureCode === null
      if (undoes !== null && hasCompleted && byId.get(undoes)?.undoneBy !== id)
        yield `${undoes} is not undone by ${id}`
    }
  },

  *'drift agrees with the devices'({ devices, actions }) {
    for (const { id, isolated, blocked } of devices) {
      const inForce = actions.filter(
        ({ device, type, effect }) => device === id && lasting.has(type) && effect === 'IN_FORCE',
      )
      for (const { id: action, type, target, driftedAt, status } of inForce) {
        const holds = type === 'ISOLATE_DEVICE' ? isolated : blocked.includes(target ?? '')
        if (status === 'COMPLETED' && holds !== (driftedAt === null))
          yield `device ${id} ${holds ? 'shows' : 'lacks'} ${type} ${target} of ${action}, drifted: ${driftedAt}`
      }
    }
  },

  *'completed forensics have their artifacts'({ actions, artifacts, ledger }) {
    const received = new Set(artifacts.map(({ action }) => action))
    const noted = new Set(
      ledger.flatMap(({ kind, action }) => (kind === 'ARTIFACT_RECEIVED' && action ? [action] : [])),
    )
    for (const { id, type, status } of actions)
      if (type === 'COLLECT_FORENSICS' && status === 'COMPLETED' && !(received.has(id) && noted.has(id)))
        yield `action ${id}`
  },

  *'no program crashes'({ crashes }) {
    yield* crashes
  },

  *'no caller sees an internal error'({ internalErrors }) {
    yield* internalErrors
  },

  *'the service recovers from every fault'({ unrecovered }) {
    yield* unrecovered
  },
}

/** Checks a run. Returns at most five findings for each invariant. */
export function check(facts: Facts): readonly Finding[] {
  const ledger = facts.events.map(readEvent)
  const eventsOf = new Map<string, LedgerEvent[]>()
  for (const event of ledger) {
    if (event.action === null) continue
    const known = eventsOf.get(event.action)
    if (known) known.push(event)
    else eventsOf.set(event.action, [event])
  }
  const known: Known = {
    ...facts,
    ledger,
    byId: new Map(facts.actions.map(action => [action.id, action])),
    eventsOf,
  }
  return Object.entries(invariants).flatMap(([invariant, violations]) =>
    [...violations(known)].slice(0, 5).map(detail => ({ invariant, detail })),
  )
}

/** The key at the end of a workload's justification. */
const keyIn = (justification: string): string[] => /#\S+$/.exec(justification)?.slice(0, 1) ?? []

function repeated<T>(list: readonly T[]): Set<T> {
  const seen = new Set<T>()
  return new Set(list.filter(item => seen.has(item) || !seen.add(item)))
}

function* differences(
  who: string,
  received: readonly number[],
  due: readonly LedgerEvent[],
): Generator<string> {
  for (const [index, { sequence }] of due.entries()) {
    if (received[index] === sequence) continue
    return yield `${who} got ${received[index] ?? 'nothing'} instead of event ${sequence}`
  }
  if (received.length > due.length) yield `${who} got event ${received[due.length]}, which was not due`
}
