import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunningService } from '../server/e2e/running-service.ts'
import type { Table } from './benchmark.ts'

const folder = fileURLToPath(new URL('profiles', import.meta.url))
const root = new URL('../', import.meta.url).href

export interface Profiling {
  /** For the service's start. */
  readonly env: NodeJS.ProcessEnv
  /** Profiles the service while this runs. */
  during<T>(service: RunningService, work: () => Promise<T>): Promise<T>
  /** Where its time went, once it has ended. */
  table(): Promise<Table>
}

/** A profile that a browser's developer tools open, summed up by the folder or the package that was running. */
export async function prepareProfile(name: string): Promise<Profiling> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${name}-${new Date().toISOString().replaceAll(':', '-')}.cpuprofile`)
  return {
    env: {
      NODE_OPTIONS: `--import=${new URL('profiler.mjs', import.meta.url).href}`,
      DEFEND_BENCH_PROFILE: file,
    },
    during: async (service, work) => {
      process.kill(service.pid, 'SIGUSR2')
      const outcome = await work()
      process.kill(service.pid, 'SIGUSR2')
      return outcome
    },
    table: async () => summary(basename(file), JSON.parse(await readFile(file, 'utf8'))),
  }
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

const shown = 25

function summary(file: string, { nodes, samples, timeDeltas }: CpuProfile): Table {
  const ownerOf = new Map(nodes.map(({ id, callFrame }) => [id, owner(callFrame)]))
  const times = new Map<string, number>()
  samples.forEach((id, index) => {
    const name = ownerOf.get(id) ?? '?'
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0))
  })
  const idle = times.get('(idle)') ?? 0
  times.delete('(idle)')
  const busy = [...times.values()].reduce((sum, time) => sum + time, 0)
  const rows = [...times].sort(([, a], [, b]) => b - a).slice(0, shown)
  const percent = (time: number, of: number) => `${((100 * time) / of).toFixed(1)} %`
  return {
    title: `Where the service's main thread spent its time: busy ${percent(busy, busy + idle)} (${file})`,
    columns: ['in', 'of the busy time'],
    rows: rows.map(([name, time]) => [name, percent(time, busy)]),
  }
}

/** `server/postgres`, `pg`, `node:internal/tls`, or what V8 calls it: `(garbage collector)`. */
function owner({ functionName, url }: { functionName: string; url: string }): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)'
  const packages = url.split('/node_modules/')
  if (packages.length > 1) return /^(@[^/]+\/)?[^/]+/.exec(packages.at(-1) ?? '')?.[0] ?? url
  if (url.startsWith(root)) return url.slice(root.length).split('/').slice(0, -1).join('/')
  return url.split('/').slice(0, 2).join('/').replace(/\.js$/, '')
}
