import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { RunningService } from '../server/e2e/running-service.ts'
import type { Table } from './benchmark.ts'

const folder = fileURLToPath(new URL('profiles', import.meta.url))
const root = new URL('../', import.meta.url).href

export interface Profiling {
  /** Environment variables to start the service with. */
  readonly env: NodeJS.ProcessEnv
  /** Profiles the service while `work` runs. */
  during<T>(service: RunningService, work: () => Promise<T>): Promise<T>
  /** The profile summed up. */
  tables(): Promise<Table[]>
}

/** Records a .cpuprofile for a browser's developer tools and sums its time by folder, package and function. */
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
    tables: async () => summaries(basename(file), await readProfile(file)),
  }
}

/** Waits until the service has written the whole profile. */
async function readProfile(file: string): Promise<CpuProfile> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text.endsWith('}')) return JSON.parse(text)
    await delay(100)
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

const maxRows = 20

type Frame = CpuProfile['nodes'][number]['callFrame']

function summaries(file: string, profile: CpuProfile): Table[] {
  const times = new Map<string, number>()
  const functions = new Map<string, number>()
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  let all = 0
  let busy = 0
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id)
    const time = profile.timeDeltas[index] ?? 0
    all += time
    if (!frame || frame.functionName === '(idle)' || isProfiler(frame)) return
    busy += time
    add(times, owner(frame), time)
    add(functions, `${frame.functionName || '(anonymous)'} in ${owner(frame)}`, time)
  })
  const table = (title: string, column: string, sums: ReadonlyMap<string, number>): Table => ({
    title,
    columns: [column, 'share of busy time'],
    rows: [...sums]
      .sort(([, a], [, b]) => b - a)
      .slice(0, maxRows)
      .map(([name, time]) => [name, percent(time, busy)]),
  })
  return [
    table(`CPU time of the service's main thread, ${percent(busy, all)} busy: ${file}`, 'package', times),
    table('The same by function', 'function', functions),
  ]
}

/** Whether the time was spent on writing the profile itself. */
const isProfiler = ({ functionName, url }: Frame): boolean => url === '' && functionName === 'dispatch'

const percent = (time: number, of: number): string => `${((100 * time) / of).toFixed(1)} %`

function add(sums: Map<string, number>, name: string, time: number): void {
  sums.set(name, (sums.get(name) ?? 0) + time)
}

/** A folder (`server/postgres`), package (`pg`), Node module (`node:internal/tls`) or V8's name (`(garbage collector)`). */
function owner({ functionName, url }: Frame): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native code'
  const packages = url.split('/node_modules/')
  if (packages.length > 1) return /^(@[^/]+\/)?[^/]+/.exec(packages.at(-1) ?? '')?.[0] ?? url
  if (url.startsWith(root)) return url.slice(root.length).split('/').slice(0, -1).join('/')
  return url.split('/').slice(0, 2).join('/').replace(/\.js$/, '')
}
