import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { Ending, exitCodes, usage } from '../exit-codes.ts'
import { createPrinter } from '../print.ts'
import { printable } from '../printable.ts'
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
  if (!loopback.test(hostname)) throw usage(`--issuer is required: the OpenID Connect issuer of ${url}`)
  return `${protocol}//127.0.0.1:${Number(port || 80) + 1}`
}

export function addSessionCommands(program: Command, terminal: Terminal): void {
  program
    .command('login')
    .description('sign in by confirming a code in a browser, on this or another machine')
    .option('--issuer <url>', 'OpenID Connect issuer (DEFEND_ISSUER); not needed for the demo')
    .option('--client-id <id>', "this program's client id at the issuer", 'defend-cli')
    .option('--scope <scopes>', 'scopes to request', 'openid offline_access profile email')
    .option('--audience <audience>', "the token's audience, for issuers that require it")
    .option('--as <person>', 'demo only: sign in as alice, bob, ada, vera, audrey or ines without a browser')
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
            code =>
              terminal.err(`Open ${printable(code.url)}\nand confirm the code ${printable(code.code)}\n`),
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
    .description('delete the tokens for this service')
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
    .description('show who you are signed in as, and your roles')
    .action((_, command: Command) => whoami(command.optsWithGlobals(), terminal))
}

async function whoami(options: GlobalOptions, terminal: Terminal): Promise<void> {
  const { client, printer, url } = await openSession(options, terminal)
  const viewer = await client.viewer()
  if (!('roles' in viewer))
    throw new Ending(exitCodes.failed, 'FAILED', 'The service did not identify the caller.')
  const email = 'email' in viewer ? viewer.email : null
  printer.record({ ...viewer, url }, [
    ['Service', url],
    ['Signed in as', email ? `${viewer.name} <${email}>` : viewer.name],
    ['Roles', viewer.roles],
  ])
}
