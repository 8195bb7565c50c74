import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../../server/e2e/running-service.ts'
import type { Simulation } from '../agent/simulated.ts'
import { createClient, verifyLedger } from '../sdk/sdk.ts'

let stage: Stage
let service: RunningService
let fleet: Simulation
let folder: string
const settings = { DEFEND_CORS_ORIGINS: 'http://dashboard.test' }
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const root = pathOf('../../')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-examples-'))
  stage = await openStage()
  service = await stage.start(settings)
  fleet = await stage.simulate({ count: 2, hostnamePrefix: 'web' })
})
afterAll(async () => {
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})

const environment = async (person: string, more: NodeJS.ProcessEnv = {}) => ({
  PATH: process.env['PATH'],
  DEFEND_URL: service.api,
  DEFEND_TOKEN: await stage.identity.token(person),
  ...more,
})

async function ran(program: string, args: readonly string[], person: string): Promise<string> {
  const env = await environment(person)
  return (await promisify(execFile)(program, [...args], { cwd: root, env })).stdout
}

const tsx = (name: string) => ['--import', 'tsx', pathOf(name)]

interface Following {
  /** Resolves with the first line that matches. */
  line(pattern: RegExp): Promise<string>
  /** Resolves when there are `count` matching lines. Rejects if there are more. */
  lines(isOne: (line: string) => boolean, count: number): Promise<void>
  close(): Promise<void>
}

function following(child: ChildProcess): Following {
  const lines: string[] = []
  let seen = () => {}
  let errors = ''
  child.stderr?.on('data', chunk => {
    errors += chunk
  })
  const exited = once(child, 'exit').then(() => seen())
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', line => {
      lines.push(line)
      seen()
    })
  async function until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (child.exitCode !== null) throw new Error(`the program exited: ${errors}`)
      await new Promise<void>(resolve => {
        seen = resolve
      })
    }
  }
  return {
    line: pattern => until(() => lines.find(line => pattern.test(line))),
    lines: async (isOne, count) => {
      const found = await until(() => {
        const matching = lines.filter(isOne)
        return matching.length >= count ? matching : undefined
      })
      expect(found).toHaveLength(count)
    },
    async close() {
      child.kill()
      await exited
    },
  }
}

const submit = async (action: object) => {
  const alice = createClient({ url: service.api, token: await stage.identity.token('alice') })
  const input = {
    deviceId: btoa(`Device:${fleet.deviceIds[0]}`),
    action,
    justification: 'A "miner" was seen',
  }
  const outcome = await alice.submit(input as Parameters<typeof alice.submit>[0])
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.action
}
const kill = () => submit({ killProcess: { pid: 4242, processName: 'xmrig' } })

test('the bot posts actions that wait for approval and decides as the person who typed the command', async () => {
  const posted: string[] = []
  let onPost = () => {}
  const slack: Server = createServer(async (request, response) => {
    posted.push(JSON.parse(await text(request)).text)
    response.end()
    onPost()
  }).listen(0, '127.0.0.1')
  await once(slack, 'listening')
  const people = join(folder, 'people.json')
  await writeFile(
    people,
    JSON.stringify({ alice: await stage.identity.token('alice'), bob: await stage.identity.token('bob') }),
  )
  const secret = 'a signing secret'
  const env = await environment('vera', {
    SLACK_WEBHOOK: `http://127.0.0.1:${(slack.address() as AddressInfo).port}`,
    SLACK_SIGNING_SECRET: secret,
    PEOPLE: people,
    PORT: '0',
  })
  const bot = following(spawn(process.execPath, tsx('approval-bot.ts'), { cwd: root, env }))
  const { port } = JSON.parse((await bot.line(/listening/)).slice('listening on '.length))

  async function type(user_name: string, typed: string, by = secret): Promise<string> {
    const body = String(new URLSearchParams({ user_name, text: typed }))
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = `v0=${createHmac('sha256', by).update(`v0:${timestamp}:${body}`).digest('hex')}`
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature }
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers })
    return answer.status === 200 ? ((await answer.json()) as { text: string }).text : String(answer.status)
  }

  const first = new Promise<void>(resolve => {
    onPost = resolve
  })
  const { id, digest } = await submit({ isolateDevice: {} })
  await first
  expect(posted).toEqual([
    `Alice Moreau wants ISOLATE_DEVICE on web-0001: A "miner" was seen\n/defend approve ${id} ${digest}`,
  ])
  expect(await type('bob', `approve ${id} ${digest}`, 'forged')).toBe('401')
  expect(await type('mallory', `approve ${id} ${digest}`)).toBe('There is no token for mallory')
  expect(await type('alice', `approve ${id} ${digest}`)).toMatch(/^SELF_APPROVAL: /)
  expect(await type('bob', `approve ${id}`)).toMatch('Usage: approve|reject <id> <digest>')
  expect(await type('bob', `approve ${id} ${'0'.repeat(64)}`)).toMatch(/^DIGEST_MISMATCH: /)
  expect(await type('bob', `approve ${id} ${digest} Seen it too`)).toBe(
    'ISOLATE_DEVICE on web-0001 is QUEUED',
  )
  await bot.close()
  slack.close()
})

test('the export continues where the file ends, even after an incomplete line', async () => {
  const file = join(folder, 'ledger.ndjson')
  const again = () => ran(process.execPath, [...tsx('siem-export.ts'), file], 'audrey')
  expect(await again()).not.toBe('0 events\n')
  const exported = await readFile(file, 'utf8')
  await writeFile(file, `${exported.slice(0, -1).slice(0, exported.length - 30)}`)
  await kill()
  await again()
  const text = await readFile(file, 'utf8')
  expect(text.startsWith(exported)).toBe(true)
  expect(await verifyLedger(text)).toMatchObject({ intact: true, checked: text.trim().split('\n').length })
})

test('Python reads the history over HTTP', async () => {
  const history = await ran('python3', [pathOf('python/history.py')], 'vera')
  expect(history).toMatch(/^\S+Z KILL_PROCESS \w+ web-0001 "A \\"miner\\" was seen"$/m)
  expect(await ran('python3', [pathOf('python/history.py'), 'CANCELLED'], 'vera')).toBe('')
})

test('urql, Apollo Client and Python miss no changes when the service is killed', async () => {
  const { ledgerHead } = await stage.as('vera')<{ ledgerHead: string }>('{ ledgerHead }')
  const env = await environment('vera')
  const start = (program: string, args: string[]) => following(spawn(program, args, { cwd: root, env }))
  const clients = [
    start(process.execPath, tsx('urql.ts')),
    start(process.execPath, tsx('apollo.ts')),
    start('python3', [pathOf('python/follow.py'), ledgerHead]),
  ]
  await Promise.all(clients.slice(0, 2).map(client => client.line(/^following/)))
  await kill()
  await Promise.all(clients.map(client => client.line(/ACTION_COMPLETED .*web-0001/)))
  await service.crash()
  service = await stage.start(settings)
  // These changes happen before the clients reconnect, because graphql-ws waits longer.
  await submit({ blockIp: { address: '203.0.113.7' } })
  await submit({ unblockIp: { address: '203.0.113.7' } })
  await kill()
  const submitted = (line: string) => line.includes('ACTION_SUBMITTED')
  for (const client of clients) {
    await client.lines(submitted, 4)
    await client.close()
  }
})

/** A fake `document` with only the parts that the dashboard uses. */
function page(fields: Record<'url' | 'token', string>) {
  const rows: string[][] = []
  const states: string[] = []
  let changed = () => {}
  let submitted: (event: { preventDefault(): void }) => void = () => {}
  const elements: Record<string, object> = {
    url: { value: fields.url },
    token: { value: fields.token },
    state: {
      set textContent(text: string) {
        states.push(text)
        changed()
      },
    },
    rows: {
      prepend({ cells }: { cells: { textContent: string }[] }) {
        rows.push(cells.map(({ textContent }) => textContent))
        changed()
      },
    },
    form: {
      addEventListener(_: string, listener: typeof submitted) {
        submitted = listener
      },
    },
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo())
      await new Promise<void>(resolve => {
        changed = resolve
      })
  }
  return {
    document: {
      getElementById: (id: string) => elements[id],
      createElement: () => {
        const cells: unknown[] = []
        return { cells, append: (cell: unknown) => cells.push(cell) }
      },
    },
    follow: () => submitted({ preventDefault: () => {} }),
    says: (state: string) => until(() => states.includes(state)),
    shows: (text: string) => until(() => rows.some(row => row.includes(text))),
  }
}

test('the dashboard follows server-sent events from another origin', async () => {
  const html = await readFile(pathOf('dashboard.html'), 'utf8')
  const script = /<script type="module">([\s\S]*)<\/script>/.exec(html)?.[1] ?? ''
  const open = async (token: string) => {
    const { document, ...rest } = page({ url: service.api, token })
    new Function('document', script)(document)
    rest.follow()
    return rest
  }
  const refused = await open('nonsense')
  await refused.says('The token is not valid.')
  const followed = await open(await stage.identity.token('vera'))
  await followed.says('following')
  await kill()
  await followed.shows('ACTION_COMPLETED')

  const preflight = await fetch(`${service.api}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://dashboard.test',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBe('http://dashboard.test')
})
