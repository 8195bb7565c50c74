/** The size of a run. Small sizes are for testing the benchmarks themselves. */
export interface Sizes {
  /** Actions in the benchmark `cost`. */
  readonly actions: number
  readonly seconds: number
  readonly devices: number
  /** Devices in the bulk action. */
  readonly bulkDevices: number
  /** Actions per second of the fixed-rate load. */
  readonly rate: number
  readonly inFlight: number
  readonly subscribers: number
  /** The number of changes, each delivered to all subscribers before the next. */
  readonly changes: number
  /** History sizes in actions, ascending. */
  readonly rows: readonly number[]
  /** Whether to take a CPU profile of the service under load. */
  readonly profile: boolean
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal
}

export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export type Benchmark = (sizes: Sizes) => Promise<readonly Table[]>

export const markdown = ({ title, columns, rows }: Table): string =>
  [`### ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join('\n')

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
