import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, lstat, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { listProcesses } from '../../clients/agent/processes.ts'
import { describeInNamespaces } from '../../clients/agent/testing/namespaces.ts'
import { type DeviceNetwork, openDeviceNetwork } from './device-network.ts'
import { agentsWithin, type RunningAgent } from './real-agent.ts'
import { openStage, type Stage } from './running-service.ts'

const NEIGHBOURS_PORT = 9000

let network: DeviceNetwork
let stage: Stage
let agent: RunningAgent
let neighbour: Server
let deviceId: string
let directory: string
const started: ChildProcess[] = []

interface Action {
  readonly id: string
  readonly status: string
  readonly digest: string
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly output: Record<string, unknown> | null
  readonly verification: { readonly status: string; readonly evidence: unknown }
}
const fields = 'id status digest failure { code message } output verification { status evidence }'
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { ${fields} } } ... on UserError { code message path } } }`
const approve = `mutation ($input: DecideActionInput!) { approveAction(input: $input) {
  ... on DecideActionPayload { action { status } } ... on UserError { code message } } }`
const registerScript = `mutation ($input: RegisterScriptInput!) { registerScript(input: $input) {
  ... on RegisterScriptPayload { script { id } } ... on UserError { code message } } }`

/** A standard Linux account without running processes, so that a reset ends only this test's sessions. */
const account = ['nobody', 'games', 'news', 'uucp', 'irc'].find(
  name => !listProcesses().some(({ owner }) => owner === uidOf(name)),
)

function uidOf(name: string): number {
  return Number(execFileSync('id', ['-u', '--', name]))
}

async function opened(): Promise<void> {
  network = openDeviceNetwork()
  neighbour = createServer(socket => socket.on('error', () => {}).end())
  neighbour.listen(NEIGHBOURS_PORT, network.neighbour)
  await once(neighbour, 'listening')
  stage = await openStage()
  const service = await stage.start({
    DEFEND_DEVICE_HOST: network.service,
    DEFEND_DEVICE_NAMES: network.service,
  })
  await stage.verifySoon()
  const { enrollAgent, runAgent } = agentsWithin(network.within)
  directory = join(stage.directory, 'agent')
  await enrollAgent(service.device, await stage.enrollmentToken(), directory)
  agent = await runAgent(directory)
  const { devices } = await stage.as('alice')<{ devices: { edges: { node: { id: string } }[] } }>(
    '{ devices(filter: { online: true }) { edges { node { id } } } }',
  )
  expect(devices.edges).toHaveLength(1)
  deviceId = devices.edges[0]?.node.id ?? ''
}

async function closed(): Promise<void> {
  await agent?.close()
  await stage?.close()
  neighbour?.close()
  network?.close()
}

async function ended(): Promise<void> {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

async function start(command: readonly string[], as?: string): Promise<ChildProcess> {
  const [program = '', ...args] = command
  const identity = as === undefined ? {} : { uid: uidOf(as), gid: uidOf(as) }
  const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'ignore'], ...identity })
  started.push(child)
  await once(child, 'spawn')
  return child
}

/** Alice submits, Bob approves if required; resolves when the action is verified or has failed. */
async function act(action: object): Promise<Action> {
  const { submitAction } = await stage.as('alice')<{ submitAction: { action?: Action } }>(submit, {
    input: { deviceId, action, justification: 'To see that the device does it' },
  })
  if (!submitAction.action) throw new Error(JSON.stringify(submitAction))
  const { id, status, digest } = submitAction.action
  if (status === 'PENDING_APPROVAL') await stage.as('bob')(approve, { input: { actionId: id, digest } })
  const read = async () => {
    const { action } = await stage.as('vera')<{ action: Action }>(
      `query ($id: ID!) { action(id: $id) { ${fields} } }`,
      { id },
    )
    return action
  }
  const isDecided = ({ status, verification }: Action) =>
    ['FAILED', 'CANCELLED'].includes(status) ||
    ['PASSED', 'FAILED', 'INCONCLUSIVE'].includes(verification.status)
  await expect.poll(async () => isDecided(await read()), { timeout: 60_000, interval: 100 }).toBe(true)
  return read()
}

const heldAndVerified = { status: 'COMPLETED', failure: null, verification: { status: 'PASSED' } }

async function containment(): Promise<Record<string, unknown>> {
  const { device } = await stage.as('vera')<{ device: { containment: Record<string, unknown> } }>(
    `query ($id: ID!) { device(id: $id) { containment {
      isolated blockedAddresses quarantinedFiles { originalPath sha256 } } } }`,
    { id: deviceId },
  )
  return device.containment
}

describeInNamespaces('the agent, the service and two analysts', () => {
  beforeAll(opened)
  afterAll(closed)
  afterEach(ended)

  test('a process is killed', async () => {
    const victim = await start(['sleep', '3600'])
    const killed = once(victim, 'exit')
    const pid = victim.pid ?? 0
    expect(await act({ killProcess: { pid, processName: 'sleep' } })).toMatchObject({
      ...heldAndVerified,
      output: { pid, processName: 'sleep' },
    })
    expect(await killed).toEqual([null, 'SIGKILL'])
  })

  test('an address is blocked and unblocked', async () => {
    const address = network.neighbour
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(true)
    expect(await act({ blockIp: { address } })).toMatchObject({ ...heldAndVerified, output: { address } })
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(false)
    await expect.poll(containment).toMatchObject({ blockedAddresses: [address] })
    expect(await act({ unblockIp: { address } })).toMatchObject({ ...heldAndVerified, output: { address } })
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(true)
    await expect.poll(containment).toMatchObject({ blockedAddresses: [] })
  })

  test('a file is quarantined and can no longer be executed', async () => {
    const place = await mkdtemp(join(stage.directory, 'downloads-'))
    const path = join(place, 'malware.sh')
    const content = '#!/bin/sh\necho harm\n'
    await writeFile(path, content)
    await chmod(path, 0o755)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(await act({ quarantineFile: { path, sha256 } })).toMatchObject({
      ...heldAndVerified,
      output: { path, sha256 },
    })
    await expect(lstat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect.poll(containment).toMatchObject({ quarantinedFiles: [{ originalPath: path, sha256 }] })
  })

  test.skipIf(account === undefined)("a user's sessions are ended", async () => {
    const username = account ?? ''
    // Starts through a shell that exits, because a login session is not a child of the test.
    const shell = await start(['setsid', '--fork', 'sleep', '3600'], username)
    await once(shell, 'exit')
    const theirs = () => listProcesses().filter(({ owner }) => owner === uidOf(username))
    await expect.poll(theirs).toHaveLength(1)
    expect(await act({ resetUserSession: { username } })).toMatchObject({
      ...heldAndVerified,
      output: { username },
    })
    expect(theirs()).toEqual([])
  })

  test('a script is run', async () => {
    const marker = join(stage.directory, 'marker')
    const body = 'echo "for $1" | tee "$2"'
    const { registerScript: registered } = await stage.as('ada')<{
      registerScript: { script?: { id: string } }
    }>(registerScript, { input: { name: 'Greeting', interpreter: 'BASH', body, destructive: false } })
    const scriptId = registered.script?.id
    const argument = 'a $(name) of "its" own'
    expect(await act({ runScript: { scriptId, arguments: [argument, marker] } })).toMatchObject({
      ...heldAndVerified,
      output: { exitCode: 0, stdout: `for ${argument}\n` },
    })
    expect(await readFile(marker, 'utf8')).toBe(`for ${argument}\n`)
  })

  test('evidence is collected and uploaded to the service', async () => {
    const witness = await start(['sleep', '3600'])
    const include = ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH']
    expect(await act({ collectForensics: { include, pid: witness.pid } })).toMatchObject({
      ...heldAndVerified,
      output: { artifacts: include.map(kind => ({ kind })) },
    })
  })

  test('an isolated device still receives commands and is released', async () => {
    const address = network.neighbour
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(true)
    expect(await act({ isolateDevice: {} })).toMatchObject(heldAndVerified)
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(false)
    await expect.poll(containment).toMatchObject({ isolated: true })

    const victim = await start(['sleep', '3600'])
    expect(await act({ killProcess: { pid: victim.pid, processName: 'sleep' } })).toMatchObject(
      heldAndVerified,
    )

    expect(await act({ unisolateDevice: {} })).toMatchObject(heldAndVerified)
    expect(network.reaches(address, NEIGHBOURS_PORT)).toBe(true)
    await expect.poll(containment).toMatchObject({ isolated: false })
    expect(network.rules()).not.toContain('defend_isolation')
  })
})
