// Syslog (RFC 5424) over TCP or TLS. SYSLOG_HOST, SYSLOG_PORT (6514), SYSLOG_TLS=0 for plain TCP. Syslog has no
// acknowledgements, so events can get lost after TCP has accepted them. Prefer one of the other senders.
import { once } from 'node:events'
import { connect } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls } from 'node:tls'
import type { LedgerLine } from './sender.ts'

const { SYSLOG_HOST = '127.0.0.1', SYSLOG_PORT = '6514', SYSLOG_TLS = '1' } = process.env
/** Facility 13 (log audit), severity 5 (notice). */
const priority = 13 * 8 + 5

export async function syslog(events: readonly LedgerLine[]): Promise<void> {
  const address = { host: SYSLOG_HOST, port: Number(SYSLOG_PORT) }
  const socket = SYSLOG_TLS === '0' ? connect(address) : connectTls({ ...address, servername: SYSLOG_HOST })
  await once(socket, SYSLOG_TLS === '0' ? 'connect' : 'secureConnect')
  for (const event of events) socket.write(frame(event))
  socket.end()
  await once(socket, 'close')
}

/** Octet counting (RFC 6587), because a message may contain line breaks. */
function frame({ sequence, at, kind, line }: LedgerLine): string {
  const message = `<${priority}>1 ${at} ${hostname()} defend - ${kind} [origin software="defend"][meta sequenceId="${sequence}"] \uFEFF${line}`
  return `${Buffer.byteLength(message)} ${message}`
}
