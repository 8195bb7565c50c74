/** How much of it; small ones are for trying the benchmarks themselves. */
export interface Sizes {
  readonly seconds: number
  readonly devices: number
  /** Devices of the bulk. */
  readonly bulkDevices: number
  /** Actions per second of the fixed rate. */
  readonly rate: number
  readonly inFlight: number
  readonly subscribers: number
  /** Changes, one after another, that are delivered to all of them. */
  readonly changes: number
  /** Sizes of the history, smaller first. */
  readonly rows: readonly number[]
  /** Whether the service's CPU is profiled under the load. */
  readonly profile: boolean
  /** Somebody wants an end of it. */
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
