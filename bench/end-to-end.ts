import { prepareLoad } from './action-load.ts'
import type { Benchmark, Sizes, Table } from './benchmark.ts'
import { ms, type Pace, paceOf, ratio, rounded } from './figures.ts'
import { type Floors, measureFloors } from './floors.ts'
import { atRate, inFlight, type Sent } from './load.ts'
import { whileOpen } from './opened.ts'
import { type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'

/** `execute` and its claim, then `grant` and its result. */
const roundTripsOfAction = 2

/** Times actions from their submission over HTTP to the commit of COMPLETED, executed by devices over TLS. */
export const endToEnd: Benchmark = async sizes => {
  const { paces, profiling } = await measureService(sizes)
  const floors = await measureFloors(sizes)
  return [
    serviceTable(sizes, paces),
    floorsTable(sizes, paces.full, floors),
    ...(profiling ? await profiling.tables() : []),
  ]
}

const measureService = (sizes: Sizes) =>
  whileOpen(sizes.interrupted, async keep => {
    const { seconds, rate, inFlight: callers } = sizes
    const stage = keep(await startServiceUnderLoad(sizes.profile ? 'end-to-end' : null))
    const { service, profiling } = stage
    const { complete } = await prepareLoad(stage, sizes.devices, keep)
    // Warm up compiled code, query plans and connections.
    await inFlight(callers, seconds / 2, complete)
    const one = await commitPace(stage, await inFlight(1, seconds / 2, complete))
    const fixed = await commitPace(stage, await atRate(rate, seconds, complete))
    const load = () => inFlight(callers, seconds, complete)
    const full = await commitPace(stage, await (profiling ? profiling.during(service, load) : load()))
    return { paces: { one, fixed, full }, profiling }
  })

const commitTimes = `
SELECT action_id AS id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at
FROM audit_event WHERE kind = 'ACTION_COMPLETED'`

/** The pace from the scheduled time of each request to the commit time that PostgreSQL recorded. */
async function commitPace(stage: ServiceUnderLoad, sent: readonly Sent<string>[]): Promise<Pace> {
  const rows = await stage.sql<{ id: string; at: string }>(commitTimes)
  const at = new Map(rows.map(row => [row.id, Number(row.at)]))
  const commits = sent.map(({ outcome }) => at.get(outcome) ?? Number.NaN)
  const latencies = sent.map(({ scheduled }, index) => (commits[index] ?? Number.NaN) - scheduled)
  const start = sent.reduce((first, { scheduled }) => Math.min(first, scheduled), Number.POSITIVE_INFINITY)
  return paceOf(latencies, commits.reduce((last, commit) => Math.max(last, commit), 0) - start)
}

interface Paces {
  readonly one: Pace
  readonly fixed: Pace
  readonly full: Pace
}

const serviceTable = (
  { devices, rate, inFlight: callers, seconds }: Sizes,
  { one, fixed, full }: Paces,
): Table => ({
  title: `Actions, from submission to the commit of COMPLETED: ${devices} devices over TLS, ${seconds} s`,
  columns: ['load', 'actions/s', 'p50 ms', 'p99 ms'],
  rows: [
    ['one action at a time', ...pace(one)],
    [`${rate}/s, from the scheduled time`, ...pace(fixed)],
    [`${callers} actions in flight`, ...pace(full)],
  ],
})

function floorsTable(
  { inFlight: callers }: Sizes,
  { perSecond }: Pace,
  { yoga, aedes, pgbench }: Floors,
): Table {
  const addedUp = 1 / (1 / yoga.perSecond + roundTripsOfAction / aedes.perSecond + 1 / pgbench.perSecond)
  return {
    title: 'Compared with floors that share no code with the service, in the same run',
    columns: [
      'alone',
      'per second',
      'p50 ms',
      'p99 ms',
      'uses per action',
      'actions/s ÷ limit of this floor',
    ],
    rows: [
      [`Yoga, ${callers} in flight`, ...pace(yoga), '1', ratio(perSecond / yoga.perSecond)],
      [
        `Aedes round trips, ${callers} in flight`,
        ...pace(aedes),
        String(roundTripsOfAction),
        ratio((perSecond * roundTripsOfAction) / aedes.perSecond),
      ],
      [
        `pgbench: transactions of five ledger rows, ${callers} clients`,
        ...pace(pgbench),
        '1',
        ratio(perSecond / pgbench.perSecond),
      ],
      ['all three, one after another', rounded(addedUp), '', '', '1', ratio(perSecond / addedUp)],
    ],
  }
}

const pace = ({ perSecond, p50, p99 }: Pace): string[] => [rounded(perSecond), ms(p50), ms(p99)]
