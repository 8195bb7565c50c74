import type { Benchmark, Sizes, Table } from './benchmark.ts'
import { type Completions, watchCompletions } from './completions.ts'
import { ms, type Pace, paceOf, ratio, whole } from './figures.ts'
import { type Floors, measureFloors } from './floors.ts'
import { type HttpConnections, openConnections } from './http-connections.ts'
import { atRate, inFlight, type Sent } from './load.ts'
import { whileOpen } from './opened.ts'
import { globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'
import { startDevices } from './simulated-devices.ts'
import { submission, submittedIn } from './submission.ts'

/** SUBMITTED, QUEUED, STARTED, COMPLETED and VERIFICATION_SCHEDULED. */
const eventsOfAction = 5
/** `execute` and its claim, then the grant and its result. */
const roundTripsOfAction = 2
const connections = 64

/** Times actions from their submission over HTTP to the commit of COMPLETED, executed by devices over TLS. */
export const endToEnd: Benchmark = async sizes => {
  const { fixed, full, profiling } = await measureService(sizes)
  const floors = await measureFloors(sizes)
  return [
    ours(sizes, fixed, full),
    beside(sizes, full, floors),
    ...(profiling ? await profiling.tables() : []),
  ]
}

const measureService = (sizes: Sizes) =>
  whileOpen(sizes.interrupted, async keep => {
    const { seconds, rate, inFlight: callers } = sizes
    const stage = keep(await startServiceUnderLoad(sizes.profile ? 'end-to-end' : null))
    const { service, profiling } = stage
    keep(await startDevices(service.device, await stage.enrollmentToken(sizes.devices), sizes.devices))
    const http = keep(openConnections(service.api, connections, await stage.identity.token('alice')))
    const complete = await completer(stage, http, keep(watchCompletions(stage)))
    // Warm up compiled code, query plans and connections.
    await inFlight(callers, seconds / 2, complete)
    const fixed = await commitPace(stage, await atRate(rate, seconds, complete))
    const load = () => inFlight(callers, seconds, complete)
    const full = await commitPace(stage, await (profiling ? profiling.during(service, load) : load()))
    return { fixed, full, profiling }
  })

/** Submits to the devices in turn, waits for the completion, and returns the action's raw id. */
async function completer(stage: ServiceUnderLoad, http: HttpConnections, completions: Completions) {
  const rows = await stage.sql<{ id: string }>('SELECT id FROM device ORDER BY hostname')
  const devices = rows.map(({ id }) => globalId('Device', id))
  let pid = 1
  return async (index: number): Promise<string> => {
    const id = submittedIn(await http.post(submission(devices[index % devices.length] ?? '', ++pid)))
    await completions.of(id)
    return id
  }
}

const commitTimes = `
SELECT action_id AS id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at
FROM audit_event WHERE kind = 'ACTION_COMPLETED'`

/** Milliseconds from each scheduled instant to the commit time that PostgreSQL recorded. */
async function commitPace(stage: ServiceUnderLoad, sent: readonly Sent<string>[]): Promise<Pace> {
  const rows = await stage.sql<{ id: string; at: string }>(commitTimes)
  const at = new Map(rows.map(row => [row.id, Number(row.at)]))
  const commits = sent.map(({ outcome }) => at.get(outcome) ?? Number.NaN)
  const latencies = sent.map(({ scheduled }, index) => (commits[index] ?? Number.NaN) - scheduled)
  const start = sent.reduce((first, { scheduled }) => Math.min(first, scheduled), Number.POSITIVE_INFINITY)
  return paceOf(latencies, commits.reduce((last, commit) => Math.max(last, commit), 0) - start)
}

const ours = ({ devices, rate, inFlight: callers, seconds }: Sizes, fixed: Pace, full: Pace): Table => ({
  title: `Actions, from submission to the commit of COMPLETED: ${devices} devices over TLS, ${seconds} s`,
  columns: ['load', 'actions/s', 'p50 ms', 'p99 ms'],
  rows: [
    [`${rate}/s, from the scheduled instant`, ...pace(fixed)],
    [`${callers} actions in flight`, ...pace(full)],
  ],
})

function beside(
  { inFlight: callers }: Sizes,
  { perSecond }: Pace,
  { yoga, aedes, committers }: Floors,
): Table {
  const best = Math.max(...committers.map(({ eventsPerSecond }) => eventsPerSecond))
  const addedUp = 1 / (1 / yoga.perSecond + roundTripsOfAction / aedes.perSecond + eventsOfAction / best)
  return {
    title: 'Compared with its floors, in the same run',
    columns: [
      'alone',
      'per second',
      'p50 ms',
      'p99 ms',
      'an action needs',
      'actions/s ÷ what it would allow',
    ],
    rows: [
      [`Yoga, ${callers} in flight`, ...pace(yoga), '1', ratio(perSecond / yoga.perSecond)],
      [
        `Aedes round trips, ${callers} in flight`,
        ...pace(aedes),
        String(roundTripsOfAction),
        ratio((perSecond * roundTripsOfAction) / aedes.perSecond),
      ],
      ...committers.map(({ callers: committing, pace: { p50, p99 }, eventsPerSecond }) => [
        `the committer's events, ${committing} callers`,
        whole(eventsPerSecond),
        ms(p50),
        ms(p99),
        String(eventsOfAction),
        ratio((perSecond * eventsOfAction) / eventsPerSecond),
      ]),
      ['all three, one after another', whole(addedUp), '', '', '1', ratio(perSecond / addedUp)],
    ],
  }
}

const pace = ({ perSecond, p50, p99 }: Pace): string[] => [whole(perSecond), ms(p50), ms(p99)]
