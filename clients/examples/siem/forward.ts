// npx tsx forward.ts splunk|elastic|sentinel|syslog [position.json]
// Sends the ledger events since the last run to a SIEM. Run it from cron or in a loop. The position is saved after the SIEM
// has accepted a batch, so a crash may repeat a batch but never loses one. The `hash` of each event identifies duplicates.
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createClient, type LedgerPosition } from '../../sdk/sdk.ts'
import { elastic } from './elastic.ts'
import type { LedgerLine, Sender } from './sender.ts'
import { sentinel } from './sentinel.ts'
import { splunk } from './splunk.ts'
import { syslog } from './syslog.ts'

const senders: Readonly<Record<string, Sender>> = { splunk, elastic, sentinel, syslog }
const batchSize = 500

const { DEFEND_URL: url = 'http://127.0.0.1:4000', DEFEND_TOKEN: token = '' } = process.env
const [name = '', file = 'position.json'] = process.argv.slice(2)
const send = senders[name]
if (!send) throw new Error(`usage: forward.ts ${Object.keys(senders).join('|')} [position.json]`)

async function storedPosition(): Promise<LedgerPosition | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function flush(events: readonly LedgerLine[]): Promise<void> {
  const last = events.at(-1)
  if (!last || !send) return
  await send(events)
  await writeFile(`${file}.new`, JSON.stringify({ sequence: last.sequence, at: last.at }))
  await rename(`${file}.new`, file)
}

const client = createClient({ url, token })
let batch: LedgerLine[] = []
let sent = 0
for await (const line of client.ledgerBehind(await storedPosition())) {
  batch.push({ ...JSON.parse(line), line })
  if (batch.length < batchSize) continue
  await flush(batch)
  sent += batch.length
  batch = []
}
await flush(batch)
console.log(`${sent + batch.length} events`)
