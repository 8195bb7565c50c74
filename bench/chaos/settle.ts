import { setTimeout as delay } from 'node:timers/promises'
import { queryAgain } from './collect.ts'
import type { WebhookFact } from './facts.ts'
import type { Follower } from './follower.ts'
import type { Workload } from './workload.ts'
import type { World } from './world.ts'

interface Options {
  readonly workload: Pick<Workload, 'approve'>
  readonly followers: readonly Follower[]
  readonly webhook: () => WebhookFact
  readonly within: number
  readonly onProgress: (line: string) => void
}

/** What is still to happen. `effects` are those whose time is not over. */
interface Open {
  readonly pending: readonly string[]
  readonly actions: number
  readonly effects: number
  readonly bulks: number
  readonly paused: readonly string[]
  /** The last event for subscribers and the last one for the webhook. */
  readonly followed: number
  readonly sent: number
}

const text = `SELECT
  (SELECT coalesce(json_agg(id), '[]') FROM response_action WHERE status = 'PENDING_APPROVAL') AS pending,
  (SELECT count(*)::int FROM response_action
    WHERE status IN ('PENDING_APPROVAL', 'QUEUED', 'EXECUTING') OR status = 'COMPLETED' AND verification = 'SCHEDULED') AS actions,
  (SELECT count(*)::int FROM response_action WHERE effect_until IS NOT NULL AND effect IN ('IN_FORCE', 'OVER')) AS effects,
  (SELECT count(*)::int FROM bulk_action WHERE state IN ('RUNNING', 'PAUSED')) AS bulks,
  (SELECT coalesce(json_agg(id), '[]') FROM bulk_action WHERE state = 'PAUSED') AS paused,
  (SELECT coalesce(max(sequence), 0)::int FROM audit_event WHERE action_id IS NOT NULL AND
    (starts_with(kind, 'ACTION_') OR starts_with(kind, 'VERIFICATION_') OR kind = 'LATE_RESULT')) AS followed,
  (SELECT coalesce(max(sequence), 0)::int FROM audit_event WHERE kind = ANY($1)) AS sent`

/** Milliseconds by which the services' clocks move on at each step, so that effects end and retries are due sooner. */
const forward = 90_000
const forwardEvery = 10_000

/** Approves what is pending, resumes what is paused, and waits until nothing is left to happen, or until time is over. */
export async function settle(world: World, options: Options): Promise<void> {
  const { workload, followers, webhook, within, onProgress } = options
  const begun = performance.now()
  let moved = 0
  let open: Open
  do {
    await delay(200)
    ;[open] = (await queryAgain(world.database, text, [webhook().kinds])) as [Open]
    for (const action of open.pending) await workload.approve(action)
    for (const bulk of open.paused) await resume(world, bulk)
    const waited = performance.now() - begun
    if (waited > within) return onProgress(`not settled: ${JSON.stringify(open)}`)
    if (waited > (moved / forward + 0.3) * forwardEvery && moved < 10 * forward) {
      moved += forward
      for (const { program } of world.services) program.moveClock(moved)
    }
  } while (!isSettled(open, followers, webhook()))
  onProgress(`settled after ${Math.round((performance.now() - begun) / 1000)} s`)
}

function isSettled(open: Open, followers: readonly Follower[], { accepted }: WebhookFact): boolean {
  const { actions, effects, bulks, followed, sent } = open
  if (actions + effects + bulks > 0) return false
  return (
    (accepted.at(-1) ?? 0) >= sent && followers.every(({ received }) => (received.at(-1) ?? 0) >= followed)
  )
}

async function resume({ clients }: World, bulkActionId: string): Promise<void> {
  const mutation = `mutation ($input: DecideBulkActionInput!) {
    resumeBulkAction(input: $input) { __typename } }`
  // The next look repeats it.
  await clients.call('alice', mutation, { input: { bulkActionId } }).catch(() => {})
}
