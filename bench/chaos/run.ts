import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from '../figures.ts'
import { check, type Finding } from './check.ts'
import { collectFacts, queryAgain } from './collect.ts'
import type { Facts, WebhookFact } from './facts.ts'
import { inject } from './faults.ts'
import { follow, sequenceOf } from './follower.ts'
import type { Mutant } from './mutants.ts'
import { createRandom } from './random.ts'
import { type Fault, type FaultKind, faultKinds, planFaults } from './schedule.ts'
import { settle } from './settle.ts'
import { ignoreUnanswered, startWorkload, type Workload } from './workload.ts'
import { openWorld, type Size, type World } from './world.ts'

export interface RunOptions extends Size {
  readonly seed: number
  readonly faults: number
  /** Default: all. */
  readonly kinds?: readonly FaultKind[]
  readonly mutant?: Mutant | null
  /** Milliseconds within which everything must end after the last fault; default: five minutes. */
  readonly settleWithin?: number
  readonly onProgress?: (line: string) => void
  /** Abort to end the faults early. */
  readonly stop?: AbortSignal
}

export interface Report {
  readonly seed: number
  readonly seconds: number
  readonly faults: readonly FaultSummary[]
  readonly submitted: number
  readonly acknowledged: number
  readonly completed: number
  readonly verified: number
  readonly executions: number
  readonly events: number
  readonly findings: readonly Finding[]
}

export interface FaultSummary {
  readonly kind: FaultKind
  readonly count: number
  /** Milliseconds from the end of a fault until an action submitted then has completed, while other faults go on. */
  readonly p50: number
  readonly max: number
}

const callers = 4
const followers = 3
const recoverWithin = 120_000
const webhookKinds = ['ACTION_SUBMITTED', 'ACTION_STARTED', 'ACTION_COMPLETED', 'ACTION_CANCELLED']

/** Runs the workload under faults, lets everything settle, and checks what was recorded. */
export async function runChaos(options: RunOptions): Promise<Report> {
  const world = await openWorld(options, options.mutant ?? null)
  try {
    return await runIn(world, options)
  } finally {
    await world.close()
  }
}

async function runIn(world: World, options: RunOptions): Promise<Report> {
  const { seed, onProgress = () => {}, settleWithin = 300_000, stop } = options
  const begun = performance.now()
  const random = createRandom(seed)
  const { clients, deviceIds } = world
  const { scriptId, webhook } = await prepare(world)
  const following = await Promise.all(Array.from({ length: followers }, () => follow(clients, random.fork())))
  const workload = startWorkload({ clients, deviceIds, scriptId, random: random.fork(), callers })
  const { recoveries, unrecovered } = await injectAll(
    world,
    workload,
    planFaults(seed, options.faults, options.kinds),
    {
      onProgress,
      ...(stop && { stop }),
    },
  )
  onProgress('all faults are healed')
  await workload.stop()
  await settle(world, { workload, followers: following, webhook, within: settleWithin, onProgress })
  await Promise.all(following.map(follower => follower.close()))

  const programs = [...world.services, ...world.agents].map(({ program }) => program)
  const facts = await collectFacts(world, workload.acknowledged, webhook(), {
    followers: following.map(({ after, received }) => ({ after, received })),
    crashes: programs.flatMap(({ crashes }) => crashes),
    internalErrors: clients.internalErrors,
    unrecovered: [...unrecovered, ...workload.unanswered],
  })
  return summarize(facts, { seed, seconds: (performance.now() - begun) / 1000, recoveries })
}

/** Enables auto-response, shortens the verification delay, and creates a script and a webhook. */
async function prepare({ clients, receiver, webhookUrl }: World) {
  const asAdmin = <Data>(query: string, input: object) => clients.call<Data>('ada', query, { input })
  await asAdmin(
    'mutation ($input: UpdateResponseSettingsInput!) { updateResponseSettings(input: $input) { __typename } }',
    { verificationDelay: 1 },
  )
  await asAdmin(
    'mutation ($input: UpdateAutoResponseInput!) { updateAutoResponse(input: $input) { __typename } }',
    { enabled: true, isolateOnCritical: true, killOnHigh: true, maxPerHour: 1000 },
  )
  const { registerScript } = await asAdmin<{ registerScript: { script: { id: string } } }>(
    `mutation ($input: RegisterScriptInput!) { registerScript(input: $input) {
      ... on RegisterScriptPayload { script { id } } } }`,
    { name: 'Chaos', interpreter: 'BASH', body: 'true', destructive: false },
  )
  const { ledgerHead } = await clients.call<{ ledgerHead: string }>('vera', '{ ledgerHead }')
  await asAdmin('mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename } }', {
    name: 'Chaos',
    url: webhookUrl,
    kinds: webhookKinds,
    after: ledgerHead,
  })
  const webhook = (): WebhookFact => ({
    after: sequenceOf(ledgerHead),
    kinds: webhookKinds,
    accepted: receiver.accepted,
  })
  return { scriptId: registerScript.script.id, webhook }
}

interface Recovery {
  readonly kind: FaultKind
  readonly milliseconds: number
}

/** Injects each fault at its time. Faults overlap, and resolves when all are healed and probed. */
async function injectAll(
  world: World,
  workload: Workload,
  faults: readonly Fault[],
  { onProgress, stop }: Required<Pick<RunOptions, 'onProgress'>> & Pick<RunOptions, 'stop'>,
) {
  const recoveries: Recovery[] = []
  const unrecovered: string[] = []
  const begun = performance.now()
  const running = new Set<Promise<void>>()

  async function one(fault: Fault, index: number): Promise<void> {
    const { kind, target, lasts } = fault
    onProgress(`fault ${index}: ${kind} (${target}) for ${lasts} ms`)
    await inject(fault, world)
    const healed = performance.now()
    const action = await workload.probe().catch(ignoreUnanswered)
    if (action === null) {
      unrecovered.push(`fault ${index}, "${kind}": no submission after it was acknowledged`)
      return
    }
    const acknowledged = performance.now()
    if (await hasEnded(world, action, recoverWithin))
      recoveries.push({ kind, milliseconds: performance.now() - healed })
    else unrecovered.push(`fault ${index}, "${kind}": action ${action}, submitted after it, is still open`)
    const took = [acknowledged - healed, performance.now() - acknowledged].map(Math.round)
    onProgress(`fault ${index}: acknowledged after ${took[0]} ms, completed ${took[1]} ms later`)
  }

  for (const [index, fault] of faults.entries()) {
    if (stop?.aborted) break
    await delay(Math.max(0, fault.at - (performance.now() - begun)))
    const injected = one(fault, index).finally(() => running.delete(injected))
    running.add(injected)
  }
  await Promise.all(running)
  return { recoveries, unrecovered }
}

async function hasEnded(world: World, action: string, within: number): Promise<boolean> {
  const deadline = performance.now() + within
  while (performance.now() < deadline) {
    const text = `SELECT 1 FROM response_action WHERE id = $1 AND status NOT IN ('QUEUED', 'EXECUTING')`
    if ((await queryAgain(world.database, text, [action])).length > 0) return true
    await delay(50)
  }
  return false
}

function summarize(
  facts: Facts,
  run: { readonly seed: number; readonly seconds: number; readonly recoveries: readonly Recovery[] },
): Report {
  const { submissions, bulks, approvals, cancellations, detections } = facts.acknowledged
  const faults = faultKinds.flatMap((kind): FaultSummary[] => {
    const times = run.recoveries
      .filter(recovery => recovery.kind === kind)
      .map(({ milliseconds }) => milliseconds)
    if (times.length === 0) return []
    return [{ kind, count: times.length, p50: quantile(times, 0.5), max: Math.max(...times) }]
  })
  return {
    seed: run.seed,
    seconds: run.seconds,
    faults,
    submitted: facts.actions.length,
    acknowledged:
      submissions.length + bulks.length + approvals.length + cancellations.length + detections.length,
    completed: facts.actions.filter(({ status }) => status === 'COMPLETED').length,
    verified: facts.actions.filter(({ verification }) => verification === 'PASSED').length,
    executions: facts.executions.filter(({ step }) => step === 'done').length,
    events: facts.events.length,
    findings: check(facts),
  }
}
