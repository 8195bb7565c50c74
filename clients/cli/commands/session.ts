import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { Ending, exitCodes, usage } from '../exit-codes.ts'
import { Viewer } from '../generated/documents.ts'
import { createPrinter } from '../print.ts'
import { configOf, type GlobalOptions, openSession, serviceUrl } from '../session.ts'
import { signInAtDemo, signInByDevice } from '../sign-in.ts'
import type { Terminal } from '../terminal.ts'

interface LoginOptions extends GlobalOptions {
  readonly issuer?: string
  readonly clientId: string
  readonly scope: string
  readonly audience?: string
  readonly as?: string
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/

/** The demo's issuer listens one port above its API. */
function demoIssuer(url: string): string {
  const { protocol, hostname, port } = new URL(url)
  if (!loopback.test(hostname)) throw usage(`--issuer is needed: who signs people in at ${url}?`)
  return `${protocol}//127.0.0.1:${Number(port || 80) + 1}`
}

export function addSessionCommands(program: Command, terminal: Terminal): void {
  program
    .command('login')
    .description('sign in, by a code that you confirm in a browser (any browser, on any machine)')
    .option('--issuer <url>', 'OpenID Connect issuer (DEFEND_ISSUER); the demo needs none')
    .option('--client-id <id>', 'as the issuer knows this program', 'defend-cli')
    .option('--scope <scopes>', 'what to ask for', 'openid offline_access profile email')
    .option('--audience <audience>', 'what the token is for, where the issuer wants to be told')
    .option('--as <person>', 'at the demo only: be alice, bob, ada, vera, audrey or ines at once')
    .addHelpText(
      'after',
      `
Examples:
  defend login
  defend login --as alice
  defend login --url https://response.example.com --issuer https://login.example.com`,
    )
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<LoginOptions>()
      const url = await serviceUrl(options, terminal)
      const config = configOf(terminal)
      const known = (await config.read()).services[url]
      const issuer = options.issuer ?? terminal.env['DEFEND_ISSUER'] ?? known?.issuer ?? demoIssuer(url)
      const signedIn = options.as
        ? await signInAtDemo(issuer, options.clientId, options.as)
        : await signInByDevice(
            { ...options, issuer },
            code => terminal.err(`Open ${code.url}\nand confirm the code ${code.code}\n`),
            seconds => setTimeout(seconds * 1000, undefined, { signal: terminal.signal }),
          )
      await config.change(async remembered => ({
        url,
        services: { ...remembered.services, [url]: signedIn },
      }))
      await whoami({ ...options, url }, terminal)
    })

  program
    .command('logout')
    .description('forget the tokens of this service')
    .action(async (_, command: Command) => {
      const url = await serviceUrl(command.optsWithGlobals(), terminal)
      await configOf(terminal).change(async ({ services: { [url]: _gone, ...services }, ...rest }) => ({
        ...rest,
        services,
      }))
      createPrinter(terminal, false).note(`Signed out at ${url}.`)
    })

  program
    .command('whoami')
    .description('who you are there, and what you may do')
    .action((_, command: Command) => whoami(command.optsWithGlobals(), terminal))
}

async function whoami(options: GlobalOptions, terminal: Terminal): Promise<void> {
  const { client, printer, url } = await openSession(options, terminal)
  const { viewer } = await client.request(Viewer)
  if (!('roles' in viewer)) throw new Ending(exitCodes.failed, 'The service does not say who you are')
  const email = 'email' in viewer ? viewer.email : null
  printer.record({ ...viewer, url }, [
    ['Service', url],
    ['You are', email ? `${viewer.name} <${email}>` : viewer.name],
    ['Roles', viewer.roles],
  ])
}
