import type { Sizes } from './benchmark.ts'
import type { Pace } from './figures.ts'
import { openConnections } from './http-connections.ts'
import { paceInFlight } from './load.ts'
import { whileOpen } from './opened.ts'
import { startPart } from './parts/part.ts'
import { measurePgbench } from './pgbench.ts'
import { submission } from './submission.ts'

/** The pace of each component that every action uses, measured alone. */
export interface Floors {
  readonly yoga: Pace
  readonly aedes: Pace
  readonly pgbench: Pace
}

export async function measureFloors(sizes: Sizes): Promise<Floors> {
  return {
    yoga: await measureYoga(sizes),
    aedes: await measureAedes(sizes),
    pgbench: await measurePgbench(sizes),
  }
}

const measureYoga = ({ seconds, inFlight, interrupted }: Sizes) =>
  whileOpen(interrupted, async keep => {
    const yoga = keep(await startPart<{ url: string }>('yoga'))
    const http = keep(openConnections(yoga.ready.url, inFlight))
    const body = submission('RGV2aWNlOjNmMGMxZTlhLTZmNGItNGE1My05ZDBlLTFiMmMzZDRlNWY2MA==', 4242)
    await paceInFlight(inFlight, seconds / 2, () => http.post(body))
    return paceInFlight(inFlight, seconds, () => http.post(body))
  })

const measureAedes = ({ seconds, inFlight, devices: count, interrupted }: Sizes) =>
  whileOpen(interrupted, async keep => {
    const broker = keep(await startPart<{ port: number; ca: string }>('aedes-broker'))
    const { ready: devices } = keep(await startPart<string[]>('aedes-devices', { ...broker.ready, count }))
    await broker.ask({ seconds: seconds / 2, inFlight, devices })
    return broker.ask<Pace>({ seconds, inFlight, devices })
  })
