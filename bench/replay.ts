import { Watch } from '../clients/sdk/generated/documents.ts'
import { encodeLedgerCursor } from '../server/domain/ledger/ledger-cursor.ts'
import { prepareLoad } from './action-load.ts'
import type { Benchmark } from './benchmark.ts'
import { ms, rounded, sharedClock } from './figures.ts'
import { countInFlight } from './load.ts'
import { whileOpen } from './opened.ts'
import { startPart } from './parts/part.ts'
import type { Received } from './parts/subscribers.ts'
import { startServiceUnderLoad } from './service-under-load.ts'

/** Events of actions, which subscribers receive. */
const past = `SELECT organization_id AS organization, count(*)::int AS events FROM audit_event
  WHERE action_id IS NOT NULL GROUP BY organization_id`

/** Times a subscription with the SDK's document that starts at the beginning of a ledger, until it is live. */
export const replay: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(sizes.profile ? 'replay' : null))
    const { service, profiling } = stage
    const load = await prepareLoad(stage, sizes.devices, keep)
    await countInFlight(sizes.inFlight, sizes.actions, load.complete)
    const [row] = await stage.sql<{ organization: string; events: number }>(past)
    if (!row) throw new Error('the ledger is empty')
    const run = async () => {
      const start = sharedClock()
      const subscriber = keep(
        await startPart('subscribers', {
          url: `${service.api.replace('http', 'ws')}/graphql`,
          tokens: [await stage.identity.token('vera')],
          count: 1,
          query: Watch,
          variables: { after: encodeLedgerCursor(row.organization, 0) },
        }),
      )
      const { firstAt, lastAt } = await subscriber.ask<Received>({ kind: 'await', total: row.events })
      return lastAt - Math.max(start, firstAt)
    }
    // Warm up compiled code and query plans.
    await run()
    const time = await (profiling ? profiling.during(service, run) : run())
    return [
      {
        title: `Replay of a subscription from the beginning, ${rounded(row.events)} events, with the SDK's document`,
        columns: ['until the last event: ms', 'events/s'],
        rows: [[ms(time), rounded((1000 * row.events) / time)]],
      },
      ...(profiling ? await profiling.tables() : []),
    ]
  })
