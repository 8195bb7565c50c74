import type { DeviceDetails } from '../action/details.ts'

type Done = DeviceDetails['intended']['edges'][number]['node']

export interface Intent {
  readonly isolated: boolean
  readonly isolatedUntil: string | null
  /** Blocked addresses, each with the instant at which its block ends, or null. */
  readonly blocked: ReadonlyMap<string, string | null>
}

/** Containment that should be in force, by the latest completed action on each target. */
export function intentOf(done: readonly Done[]): Intent {
  const latestFirst = [...done].sort((a, b) => ((a.completedAt ?? '') < (b.completedAt ?? '') ? 1 : -1))
  const network = latestFirst.find(({ type }) => type === 'ISOLATE_DEVICE' || type === 'UNISOLATE_DEVICE')
  const holds = ({ undoneBy, effectUntil }: Done) =>
    undoneBy === null && (effectUntil === null || Date.parse(effectUntil) > Date.now())
  const isolation = network?.type === 'ISOLATE_DEVICE' && holds(network) ? network : null
  const blocked = new Map<string, string | null>()
  const seen = new Set<string>()
  for (const one of latestFirst) {
    const { parameters } = one
    if (parameters.__typename !== 'BlockIpParameters' && parameters.__typename !== 'UnblockIpParameters')
      continue
    if (seen.has(parameters.address)) continue
    seen.add(parameters.address)
    if (one.type === 'BLOCK_IP' && holds(one)) blocked.set(parameters.address, one.effectUntil)
  }
  return { isolated: isolation !== null, isolatedUntil: isolation?.effectUntil ?? null, blocked }
}
