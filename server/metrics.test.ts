import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const file = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

function allMetrics() {
  const metrics = createMetrics('1.2.3')
  metrics.watchPool('general', () => ({ total: 4, idle: 1, waiting: 2 }))
  metrics.watchApi(() => ({ sockets: 1, subscriptions: 2, exports: 3 }))
  metrics.watchRedis(() => true)
  metrics.watchDatabase(async () => ({ events: 7, overdue: 0 }))
  return metrics
}

/** The names of the metrics in Prometheus: a histogram has three. */
async function series(): Promise<ReadonlySet<string>> {
  const all = await allMetrics().registry.getMetricsAsJSON()
  return new Set(
    all.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? ['_bucket', '_sum', '_count'].map(end => name + end) : [name],
    ),
  )
}

const named = (text: string) => new Set(text.match(/\b(defend|process|nodejs)_[a-z0-9_]+/g))
const alerts = file('deploy/prometheus/alerts.yaml')

test('every metric in the alert rules and on the dashboard exists', async () => {
  const known = await series()
  const board = readdirSync(fileURLToPath(new URL('../deploy/grafana', import.meta.url)))
    .map(name => file(`deploy/grafana/${name}`))
    .join('\n')
  expect(named(alerts).size).toBeGreaterThan(10)
  for (const text of [alerts, board]) expect([...named(text)].filter(name => !known.has(name))).toEqual([])
})

test('every metric of the service is on the dashboard', async () => {
  const board = file('deploy/grafana/defend-response.json')
  const ours = (await allMetrics().registry.getMetricsAsJSON()).filter(({ name }) =>
    name.startsWith('defend_'),
  )
  expect(ours.filter(({ name }) => !board.includes(name)).map(({ name }) => name)).toEqual([])
})

test('the alerts and the sections of the runbook correspond', () => {
  const names = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  const pages = [...file('docs/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name)
  expect(pages).toEqual(names)
  for (const name of names)
    expect(alerts).toContain(`runbook_url: docs/runbook.md#${String(name).toLowerCase()}\n`)
})

test('names follow the conventions of Prometheus, and every metric has a help text', async () => {
  for (const { name, help, type } of await allMetrics().registry.getMetricsAsJSON()) {
    if (!name.startsWith('defend_')) continue
    expect(help, name).not.toBe('')
    expect(name.endsWith('_total'), name).toBe(String(type) === 'counter')
    if (String(type) === 'histogram') expect(name).toMatch(/_seconds$/)
  }
})

test('an unreachable PostgreSQL is a value, not a failed scrape', async () => {
  const metrics = createMetrics('1.2.3')
  metrics.watchDatabase(() => Promise.reject(new Error('away')))
  expect(await metrics.registry.metrics()).toContain('defend_postgres_up 0')
})

test('refusals are counted by cause from the log lines', async () => {
  const metrics = createMetrics('1.2.3')
  const lines: object[] = []
  const log = metrics.countRefusals({ warn: (about: object) => lines.push(about) } as never, 'device')
  log.warn({ cause: 'revoked', count: 3 }, 'refused')
  log.warn({ err: 'something else' }, 'a warning')
  expect(lines).toHaveLength(2)
  expect(await metrics.registry.metrics()).toContain('defend_refused_total{port="device",cause="revoked"} 3')
})
