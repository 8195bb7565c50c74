// Splunk's HTTP Event Collector. SPLUNK_URL: https://splunk.example:8088, SPLUNK_TOKEN: the collector's token.
import type { LedgerLine } from './sender.ts'

const { SPLUNK_URL = '', SPLUNK_TOKEN = '' } = process.env

export async function splunk(events: readonly LedgerLine[]): Promise<void> {
  const body = events.map(({ at, line }) =>
    JSON.stringify({ time: Date.parse(at) / 1000, sourcetype: 'defend:ledger', event: JSON.parse(line) }),
  )
  const response = await fetch(`${SPLUNK_URL}/services/collector/event`, {
    method: 'POST',
    headers: { authorization: `Splunk ${SPLUNK_TOKEN}` },
    body: body.join('\n'),
  })
  if (!response.ok) throw new Error(`Splunk returned ${response.status}: ${await response.text()}`)
}
