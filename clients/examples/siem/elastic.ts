// Elasticsearch's bulk API. ELASTIC_URL: https://elastic.example:9200, ELASTIC_API_KEY, ELASTIC_INDEX: a data stream.
import type { LedgerLine } from './sender.ts'

const { ELASTIC_URL = '', ELASTIC_API_KEY = '', ELASTIC_INDEX = 'logs-defend.ledger-default' } = process.env

interface BulkResponse {
  readonly items: readonly {
    readonly create: { readonly status: number; readonly error?: { reason: string } }
  }[]
}

export async function elastic(events: readonly LedgerLine[]): Promise<void> {
  // The event's hash is the document's id, so a repeated event is refused with 409 instead of being stored twice.
  const body = events.flatMap(({ hash, at, kind, line }) => [
    JSON.stringify({ create: { _id: hash } }),
    JSON.stringify({ '@timestamp': at, event: { action: kind, id: hash }, defend: JSON.parse(line) }),
  ])
  const response = await fetch(`${ELASTIC_URL}/${ELASTIC_INDEX}/_bulk`, {
    method: 'POST',
    headers: { authorization: `ApiKey ${ELASTIC_API_KEY}`, 'content-type': 'application/x-ndjson' },
    body: `${body.join('\n')}\n`,
  })
  if (!response.ok) throw new Error(`Elasticsearch returned ${response.status}: ${await response.text()}`)
  const { items } = (await response.json()) as BulkResponse
  const failed = items.find(({ create }) => create.status >= 300 && create.status !== 409)
  if (failed) throw new Error(`Elasticsearch refused an event: ${failed.create.error?.reason}`)
}
