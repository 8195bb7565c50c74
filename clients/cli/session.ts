import { createClient, type DefendClient } from '../sdk/sdk.ts'
import { type ConfigFolder, configFolder, openConfigFolder, type SignIn } from './config-folder.ts'
import { Ending, exitCodes, usage } from './exit-codes.ts'
import { createPrinter, type Printer } from './print.ts'
import { refresh } from './sign-in.ts'
import type { Terminal } from './terminal.ts'

/** The options of every command. */
export interface GlobalOptions {
  readonly url?: string
  readonly token?: string
  readonly json?: boolean
}

/** The client and output of a signed-in command. */
export interface Session {
  readonly url: string
  readonly client: DefendClient
  readonly printer: Printer
  readonly terminal: Terminal
}

/** Milliseconds. A token that expires sooner is refreshed before use. */
const refreshMargin = 30_000
const demoUrl = 'http://127.0.0.1:4000'

export const configOf = (terminal: Terminal): ConfigFolder => openConfigFolder(configFolder(terminal.env))

export async function serviceUrl({ url }: GlobalOptions, terminal: Terminal): Promise<string> {
  const chosen = url ?? terminal.env['DEFEND_URL'] ?? (await configOf(terminal).read()).url ?? demoUrl
  if (!URL.canParse(chosen)) throw usage(`--url must be a URL, not ${chosen}.`)
  return chosen.replace(/\/+(graphql\/?)?$/, '')
}

export async function openSession(options: GlobalOptions, terminal: Terminal): Promise<Session> {
  const url = await serviceUrl(options, terminal)
  const passed = options.token ?? terminal.env['DEFEND_TOKEN']
  const token = passed ?? (() => currentToken(configOf(terminal), url))
  return {
    url,
    client: createClient({ url, token }),
    printer: createPrinter(terminal, options.json === true),
    terminal,
  }
}

const isFresh = ({ expiresAt }: SignIn) => expiresAt - Date.now() > refreshMargin

async function currentToken(config: ConfigFolder, url: string): Promise<string> {
  const signedIn = (await config.read()).services[url]
  if (!signedIn) throw notSignedIn(url)
  if (isFresh(signedIn)) return signedIn.accessToken
  const { services } = await config.change(async remembered => {
    const latest = remembered.services[url]
    // Another process may have refreshed the token while this one waited for the lock.
    if (!latest || isFresh(latest)) return remembered
    const fresh = await refresh(latest)
    if (!fresh) throw notSignedIn(url)
    return { ...remembered, services: { ...remembered.services, [url]: fresh } }
  })
  const fresh = services[url]
  if (!fresh) throw notSignedIn(url)
  return fresh.accessToken
}

const notSignedIn = (url: string) =>
  new Ending(exitCodes.notSignedIn, 'NOT_SIGNED_IN', `You are not signed in at ${url}. Run: defend login`)
