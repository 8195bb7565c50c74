import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Unavailable } from '#app/ports.ts'
import { deliverWebhooks, type WebhookDelivery } from '#app/webhook/deliver-webhooks.ts'
import type { QueuedEvent, WebhookQueue } from '#app/webhook/webhook-ports.ts'
import { runs } from './runs.ts'

/**
 * Two processes deliver one webhook. fast-check decides the order of leases, reads, requests and their records; processes
 * die in between, freeze until their lease is over, and the receiver refuses events.
 */

const leaseTime = 20_000

type Move =
  | { readonly do: 'look' | 'kill'; readonly at: number }
  | { readonly do: 'append' }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'refuse'; readonly times: number }

const at = fc.nat(1)
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const), at }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 6, 21, 200) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('refuse' as const), times: fc.integer({ min: 1, max: 2 }) }),
  },
)
const turns = fc.array(fc.record({ move, steps: fc.nat(8) }), { minLength: 5, maxLength: 40, size: 'max' })

function createWorld(scheduler: fc.Scheduler) {
  const step = (label: string) => scheduler.schedule(Promise.resolve(), label).then(() => {})
  let now = Date.parse('2026-11-24T09:30:00.000Z')
  const row = {
    position: 0,
    attempts: 0,
    failingSince: null as number | null,
    nextAt: 0,
    lease: '',
    leasedUntil: 0,
  }
  const events: QueuedEvent[] = []
  const received: number[] = []
  const faults: unknown[] = []
  let leases = 0
  let refusals = 0

  /** The table of webhooks, with the conditions of the statements in server/postgres/webhooks/webhook-queue.ts. */
  function queueOf(life: { isAlive: boolean }): WebhookQueue {
    const reach = async (label: string) => {
      await step(label)
      if (!life.isAlive) throw new Unavailable('the process has died')
    }
    return {
      async lease(time) {
        await reach('lease')
        const isDue = events.length > row.position && row.nextAt <= time
        if (!isDue || row.leasedUntil > now) return []
        Object.assign(row, { lease: `lease ${++leases}`, leasedUntil: now + leaseTime })
        const { position, attempts, failingSince, lease } = row
        const fixed = { id: 'w', organization: 'o', url: 'https://receiver.test', secret: 's' }
        return [
          {
            ...fixed,
            oldSecret: null,
            oldSecretUntil: null,
            generation: 1,
            position,
            attempts,
            failingSince,
            lease,
          },
        ]
      },
      async next({ lease }, position) {
        await reach('read events')
        const mine = lease === row.lease
        return {
          events: mine ? events.slice(position, position + 2) : [],
          upTo: mine ? events.length : position,
        }
      },
      async accepted({ lease }, sequence) {
        await reach('record the acceptance')
        if (lease !== row.lease) return false
        Object.assign(row, {
          position: sequence,
          attempts: 0,
          failingSince: null,
          nextAt: 0,
          leasedUntil: now + leaseTime,
        })
        return true
      },
      async failed({ lease }, _sequence, { attempts, failingSince }, _answer, nextAt) {
        await reach('record the failure')
        if (lease === row.lease)
          Object.assign(row, { attempts, failingSince, nextAt, lease: '', leasedUntil: 0 })
      },
      async release({ lease }, position) {
        await reach('release')
        if (lease !== row.lease) return
        Object.assign(row, { position: Math.max(row.position, position), lease: '', leasedUntil: 0 })
      },
      forgetOld: async () => {},
    }
  }

  function startProcess(): { readonly life: { isAlive: boolean }; readonly delivery: WebhookDelivery } {
    const life = { isAlive: true }
    const delivery = deliverWebhooks({
      ledger: { commit: async () => Promise.reject(new Error('nothing disables the webhook')) },
      queue: queueOf(life),
      sender: {
        async send({ body }) {
          await step('request')
          if (!life.isAlive) return { error: 'the process has died' }
          if (refusals > 0) {
            refusals--
            return { status: 503 }
          }
          received.push(JSON.parse(body).data.sequence)
          await step('response')
          return { status: 204 }
        },
      },
      secrets: { seal: () => 's', open: () => new Uint8Array(32) },
      feed: { subscribe: () => () => {} },
      clock: { now: () => now },
      wakeAt: () => {},
      onError: error => {
        if (!(error instanceof Unavailable)) faults.push(error)
      },
    })
    return { life, delivery }
  }
  const processes = [startProcess(), startProcess()]

  return {
    events,
    received,
    faults,
    row,
    run(move: Move): void {
      if (move.do === 'append') {
        const sequence = events.length + 1
        const canonical = JSON.stringify({ sequence })
        events.push({
          sequence,
          kind: 'ACTION_SUBMITTED',
          at: new Date(now).toISOString(),
          canonical,
          hash: 'h',
        })
      }
      if (move.do === 'wait') now += 1000 * move.seconds
      if (move.do === 'refuse') refusals = move.times
      if (move.do === 'look') void processes[move.at]?.delivery.look()
      if (move.do === 'kill') {
        const died = processes[move.at]
        if (died) died.life.isAlive = false
        processes[move.at] = startProcess()
      }
    },
    async steps(count: number): Promise<void> {
      const flush = () => new Promise(setImmediate)
      await flush()
      for (let taken = 0; taken < count && scheduler.count() > 0; taken++) {
        await scheduler.waitOne()
        await flush()
      }
    },
  }
}

test('in every interleaving, the receiver first accepts the events in order, and misses none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), turns, async (scheduler, script) => {
      const world = createWorld(scheduler)
      for (const { move, steps } of script) {
        world.run(move)
        await world.steps(steps)
      }
      for (let round = 0; round < 8 && world.row.position < world.events.length; round++) {
        world.run({ do: 'wait', seconds: 4000 })
        world.run({ do: 'look', at: round % 2 })
        await world.steps(Number.POSITIVE_INFINITY)
      }
      expect(world.faults).toEqual([])
      expect([...new Set(world.received)]).toEqual(world.events.map(({ sequence }) => sequence))
      expect(world.row.position).toBe(world.events.length)
    }),
    { numRuns: runs(150) },
  )
})
