import { prepareLoad } from './action-load.ts'
import type { Benchmark, Sizes, Table } from './benchmark.ts'
import { type CpuTimes, cpuOf, cpuTimes } from './cpu.ts'
import { ratio } from './figures.ts'
import { openConnections } from './http-connections.ts'
import { countInFlight } from './load.ts'
import { whileOpen } from './opened.ts'
import { startPart } from './parts/part.ts'
import { startServiceUnderLoad } from './service-under-load.ts'
import { submission } from './submission.ts'

/** How many bare requests weigh one action. */
const requestsPerAction = 2

/**
 * CPU time of an action by program, beside that of one bare Yoga request. Yoga is measured right before and after the
 * actions. CPU time survives a loaded machine, and the ratio also survives a change of machine.
 */
export const cost: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const { actions, inFlight, devices } = sizes
    const stage = keep(await startServiceUnderLoad(sizes.profile ? 'cost' : null))
    const { service, profiling } = stage
    const load = await prepareLoad(stage, devices, keep)
    const yoga = await openYoga(sizes, keep)
    await yoga.request(actions * requestsPerAction)
    await countInFlight(inFlight, actions, load.complete)

    const before = await yoga.request(actions * requestsPerAction)
    const start = await cpuTimes(service.pid, load.devices.pid)
    const work = () => countInFlight(inFlight, actions, load.complete)
    await (profiling ? profiling.during(service, work) : work())
    const end = await cpuTimes(service.pid, load.devices.pid)
    const after = await yoga.request(actions * requestsPerAction)

    const { commands, verified } = await load.devices.count()
    return [
      table(sizes, (before + after) / 2, start, end, `${verified} of ${commands} signatures verified`),
      ...(profiling ? await profiling.tables() : []),
    ]
  })

async function openYoga({ inFlight }: Sizes, keep: Parameters<Parameters<typeof whileOpen>[1]>[0]) {
  const yoga = keep(await startPart<{ url: string }>('yoga'))
  const http = keep(openConnections(yoga.ready.url, inFlight))
  const body = submission('RGV2aWNlOjNmMGMxZTlhLTZmNGItNGE1My05ZDBlLTFiMmMzZDRlNWY2MA==', 4242)
  return {
    /** CPU time in ms of one request, as the mean of `count`. */
    request: async (count: number): Promise<number> => {
      const start = await cpuOf(yoga.pid)
      await countInFlight(inFlight, count, () => http.post(body))
      return ((await cpuOf(yoga.pid)) - start) / count
    },
  }
}

const names: Readonly<Record<keyof CpuTimes, string>> = {
  service: 'the service',
  postgres: 'PostgreSQL, all its processes',
  redis: 'Redis',
  devices: 'the devices',
  load: 'the load',
}

function table(
  { actions, inFlight, devices }: Sizes,
  request: number,
  start: CpuTimes,
  end: CpuTimes,
  note: string,
): Table {
  const row = (name: string, cpu: number) => [name, cpu.toFixed(3), ratio(cpu / request)]
  return {
    title: `CPU time of an action by program: ${actions} actions, ${inFlight} in flight, ${devices} devices, ${note}`,
    columns: ['program', 'CPU ms', '÷ one bare Yoga request'],
    rows: [
      ...(Object.keys(names) as (keyof CpuTimes)[]).map(program =>
        row(names[program], (end[program] - start[program]) / actions),
      ),
      row('one bare Yoga request', request),
    ],
  }
}
