import { createRandom, type Random } from './random.ts'

/** The kinds of faults with their relative frequencies. */
const frequencies = {
  'kill a service': 5,
  'restart a service': 3,
  'freeze a service': 4,
  'kill agents': 6,
  'restart agents': 2,
  'freeze agents': 3,
  'stop PostgreSQL at once': 2,
  'kill Redis': 3,
  'freeze Redis': 2,
  'flush Redis': 8,
  'cut connections': 12,
  'delay connections': 8,
  'leave connections half-open': 8,
  'move the clock of a service': 6,
  'move the clock of agents': 3,
  'fill the disk of agents': 4,
  'refuse webhooks': 2,
} as const

export type FaultKind = keyof typeof frequencies
export const faultKinds = Object.keys(frequencies) as FaultKind[]

export interface Fault {
  /** Milliseconds after the first fault. */
  readonly at: number
  readonly kind: FaultKind
  /** Selects the process or link: an index, to be taken modulo their number. */
  readonly target: number
  /** Milliseconds until the fault is healed, or until a killed process starts again. */
  readonly lasts: number
  /** Milliseconds: the delay of each packet, or the move of a clock. */
  readonly amount: number
}

/** Faults longer than the 20 s after which a silent process loses its leases are rare, and too slow for short runs. */
const runsWithLongFreezes = 200

/** Plans the faults of a run. The same seed gives the same plan, and every kind occurs before any occurs twice. */
export function planFaults(
  seed: number,
  count: number,
  kinds: readonly FaultKind[] = faultKinds,
): readonly Fault[] {
  const random = createRandom(seed)
  const first = shuffled(kinds, random)
  const weights = Object.fromEntries(kinds.map(kind => [kind, frequencies[kind]]))
  const faults: Fault[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    const kind = first[index] ?? (random.weighted(weights) as FaultKind)
    faults.push({ at, kind, target: random.below(2 ** 16), ...sizeOf(kind, random, count) })
    at += random.between(100, 700)
  }
  return faults
}

function sizeOf(kind: FaultKind, random: Random, count: number): Pick<Fault, 'lasts' | 'amount'> {
  switch (kind) {
    case 'freeze a service':
    case 'freeze agents': {
      const isLong = count >= runsWithLongFreezes && random.below(20) === 0
      return { lasts: isLong ? random.between(21_000, 26_000) : random.between(200, 3000), amount: 0 }
    }
    case 'delay connections':
      return { lasts: random.between(500, 4000), amount: random.between(20, 400) }
    case 'move the clock of a service':
    case 'move the clock of agents': {
      const sign = random.pick([-1, 1])
      return { lasts: random.between(300, 4000), amount: sign * random.between(1000, 300_000) }
    }
    case 'flush Redis':
    case 'stop PostgreSQL at once':
      return { lasts: 0, amount: 0 }
    default:
      return { lasts: random.between(0, 2500), amount: 0 }
  }
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list]
  return list.map(() => left.splice(random.below(left.length), 1)[0] as T)
}
