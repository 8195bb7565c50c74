// Microsoft Sentinel's Logs Ingestion API. SENTINEL_ENDPOINT: the data collection endpoint, SENTINEL_RULE: the rule's
// immutable id, SENTINEL_STREAM: Custom-DefendLedger_CL, SENTINEL_TOKEN_URL:
// https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token, SENTINEL_CLIENT_ID and SENTINEL_CLIENT_SECRET.
import type { LedgerLine } from './sender.ts'

const { SENTINEL_ENDPOINT = '', SENTINEL_RULE = '', SENTINEL_STREAM = 'Custom-DefendLedger_CL' } = process.env
const { SENTINEL_TOKEN_URL = '', SENTINEL_CLIENT_ID = '', SENTINEL_CLIENT_SECRET = '' } = process.env
/** Bytes. Sentinel accepts at most 1 MB per request. */
const maxBytes = 900_000

export async function sentinel(events: readonly LedgerLine[]): Promise<void> {
  const authorization = `Bearer ${await accessToken()}`
  const url = `${SENTINEL_ENDPOINT}/dataCollectionRules/${SENTINEL_RULE}/streams/${SENTINEL_STREAM}?api-version=2023-01-01`
  for (const body of bodies(events)) {
    const headers = { authorization, 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`Sentinel returned ${response.status}: ${await response.text()}`)
  }
}

function* bodies(events: readonly LedgerLine[]): Generator<string> {
  let rows: string[] = []
  let size = 0
  for (const { hash, at, kind, line } of events) {
    const row = JSON.stringify({ TimeGenerated: at, EventHash: hash, Kind: kind, Event: JSON.parse(line) })
    if (size + Buffer.byteLength(row) > maxBytes && rows.length > 0) {
      yield `[${rows.join(',')}]`
      rows = []
      size = 0
    }
    rows.push(row)
    size += Buffer.byteLength(row) + 1
  }
  yield `[${rows.join(',')}]`
}

async function accessToken(): Promise<string> {
  const response = await fetch(SENTINEL_TOKEN_URL, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: SENTINEL_CLIENT_ID,
      client_secret: SENTINEL_CLIENT_SECRET,
      scope: 'https://monitor.azure.com/.default',
    }),
  })
  if (!response.ok) throw new Error(`Microsoft Entra returned ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { access_token: string }).access_token
}
