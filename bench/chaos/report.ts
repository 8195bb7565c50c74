import { markdown } from '../benchmark.ts'
import { rounded } from '../figures.ts'
import type { Report } from './run.ts'

/** The report of a run as Markdown tables. */
export function tables(report: Report): string {
  const total = report.faults.reduce((sum, { count }) => sum + count, 0)
  return `${markdown({
    title: `Seed ${report.seed}: ${rounded(total)} faults in ${rounded(report.seconds)} s`,
    columns: ['fault', 'count', 'recovered: p50 ms', 'max ms'],
    rows: report.faults.map(({ kind, count, p50, max }) => [
      kind,
      rounded(count),
      rounded(p50),
      rounded(max),
    ]),
  })}
${markdown({
  title: 'What happened meanwhile',
  columns: ['acknowledged', 'actions', 'executed', 'completed', 'verified', 'ledger events', 'findings'],
  rows: [
    [
      report.acknowledged,
      report.submitted,
      report.executions,
      report.completed,
      report.verified,
      report.events,
      report.findings.length,
    ].map(rounded),
  ],
})}`
}
