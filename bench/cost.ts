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

/** Yoga requests measured per action, so that both measurements take about as long. */
const requestsPerAction = 2
/** Actions and bare requests are measured in turns, so that other load on the machine affects both alike. */
const turns = 10

/**
 * Measures the CPU time of an action by program and compares it with a bare Yoga request. CPU time barely depends on other
 * load, and the ratio is comparable between machines.
 */
export const cost: Benchmark = sizes =>
  whileOpen(sizes.interrupted, async keep => {
    const { actions, inFlight, devices, profile } = sizes
    const stage = keep(await startServiceUnderLoad(profile ? 'cost' : null))
    const { service, profiling } = stage
    const load = await prepareLoad(stage, devices, keep)
    const yoga = await openYoga(sizes, keep)
    const spent = nothing()
    let request = 0
    async function turn(count: number): Promise<void> {
      const start = await cpuTimes(service.pid, load.devices.pid)
      await countInFlight(inFlight, count, load.complete)
      const end = await cpuTimes(service.pid, load.devices.pid)
      for (const program of programs) spent[program] += end[program] - start[program]
      request += await yoga.request(count * requestsPerAction)
    }
    const measure = async () => {
      for (let i = 0; i < turns; i++) await turn(Math.ceil(actions / turns))
    }
    // Warm up compiled code, query plans and connections.
    await turn(actions)
    Object.assign(spent, nothing())
    request = 0
    await (profiling ? profiling.during(service, measure) : measure())

    const { commands, verified } = await load.devices.count()
    return [
      table(sizes, request / turns, spent, `${verified} of ${commands} signatures verified`),
      ...(profiling ? await profiling.tables() : []),
    ]
  })

const nothing = (): Record<keyof CpuTimes, number> => ({
  service: 0,
  postgres: 0,
  redis: 0,
  devices: 0,
  load: 0,
})

async function openYoga({ inFlight }: Sizes, keep: Parameters<Parameters<typeof whileOpen>[1]>[0]) {
  const yoga = keep(await startPart<{ url: string }>('yoga'))
  const http = keep(openConnections(yoga.ready.url, inFlight))
  const body = submission('RGV2aWNlOjNmMGMxZTlhLTZmNGItNGE1My05ZDBlLTFiMmMzZDRlNWY2MA==', 4242)
  return {
    /** The mean CPU time of `count` requests, in milliseconds. */
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

const programs = Object.keys(names) as (keyof CpuTimes)[]

function table({ actions, inFlight, devices }: Sizes, request: number, spent: CpuTimes, note: string): Table {
  const row = (name: string, cpu: number) => [name, cpu.toFixed(3), ratio(cpu / request)]
  return {
    title: `CPU time of an action by program: ${actions} actions, ${inFlight} in flight, ${devices} devices, ${note}`,
    columns: ['program', 'CPU ms', '÷ one bare Yoga request'],
    rows: [
      ...programs.map(program => row(names[program], spent[program] / actions)),
      row('one bare Yoga request', request),
    ],
  }
}
