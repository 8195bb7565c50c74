import { lookup } from 'node:dns/promises'
import { type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { WebhookMessage, WebhookSender } from '#app/webhook/webhook-ports.ts'
import { isPublicAddress } from '#domain/webhook/destination.ts'
import { hostOf } from '#domain/webhook/webhook.ts'

interface Address {
  readonly address: string
  readonly family: number
}

export interface HttpSenderOptions {
  /** Hosts that may have any address and may be reached by `http:`, in lower case. */
  readonly privateHosts: ReadonlySet<string>
  /** Addresses of the service itself. */
  readonly ownAddresses: () => readonly string[]
  /** Milliseconds that an attempt may take; default: 15,000. */
  readonly timeout?: number
  /** Default: the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>
}

const resolveBySystem = (host: string): Promise<readonly Address[]> => lookup(host, { all: true })

/** Why an attempt was not made. */
class Refusal extends Error {}

/**
 * Sends one message per connection. Each attempt resolves the host, checks its addresses, and connects only to checked
 * addresses. Redirects are not followed.
 */
export function createHttpSender(options: HttpSenderOptions): WebhookSender {
  const { privateHosts, ownAddresses, timeout = 15_000, resolve = resolveBySystem } = options

  async function addressesOf(url: URL): Promise<readonly Address[]> {
    const host = hostOf(url)
    const isListed = privateHosts.has(host)
    if (url.protocol !== 'https:' && !isListed)
      throw new Refusal('http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS')
    const family = isIP(host)
    const addresses = family ? [{ address: host, family }] : await resolve(host)
    if (addresses.length === 0) throw new Refusal(`${host} has no address`)
    const own = isListed ? null : new Set([...ownAddresses(), ...addressesOfThisMachine()])
    for (const { address } of isListed ? [] : addresses)
      if (!isPublicAddress(address) || own?.has(address))
        throw new Refusal(`${host} resolves to ${address}, which is not a public address`)
    return addresses
  }

  return {
    async send(message, signal) {
      const deadline = AbortSignal.timeout(timeout)
      const ended = AbortSignal.any([signal, deadline])
      try {
        const url = new URL(message.url)
        const addresses = await unlessEnded(addressesOf(url), ended)
        return { status: await post(url, addresses, message, ended) }
      } catch (error) {
        if (deadline.aborted) return { error: `no answer within ${timeout / 1000} s` }
        return { error: messageOf(error) }
      }
    },
  }
}

const addressesOfThisMachine = (): string[] =>
  Object.values(networkInterfaces()).flatMap(known => known?.map(({ address }) => address) ?? [])

function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) return end()
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}

function post(
  url: URL,
  addresses: readonly Address[],
  { headers, body }: WebhookMessage,
  signal: AbortSignal,
): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: lookupOf(addresses),
    signal,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Defend-Response-Webhooks/1',
    },
  }
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
    request.on('error', reject)
    request.on('response', response => {
      // Only the status counts. The body is read and discarded; `signal` cuts off an endless one.
      response.on('error', () => {})
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.end(body)
  })
}

/** A lookup that returns the checked addresses instead of resolving the name again. */
const lookupOf =
  (addresses: readonly Address[]): LookupFunction =>
  (_host, { all }, callback) => {
    const [first] = addresses
    if (all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family ?? 0)
  }

const longestMessage = 300

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0])
  const message = error instanceof Error ? error.message : String(error)
  return message.slice(0, longestMessage) || 'the connection failed'
}
