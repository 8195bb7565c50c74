import { allDevices, type DemoApi, type DemoDevice, outcomeOf } from './demo-api.ts'

// The demo's story: ransomware arrived by mail on a workstation in finance and has reached eight hosts.

/** Simulated devices that are connected. */
export const onlineHosts = [
  ...['ws-fin-01', 'ws-fin-02', 'ws-fin-03', 'ws-fin-04', 'ws-fin-05', 'ws-fin-06'],
  ...['ws-hr-01', 'ws-hr-02', 'ws-hr-03', 'ws-dev-01', 'ws-dev-02', 'ws-dev-03', 'ws-dev-04', 'ws-dev-05'],
  ...['srv-build-01', 'srv-db-01', 'srv-file-01', 'srv-file-02', 'srv-jump-01', 'srv-mail-01', 'srv-web-01'],
  'srv-web-02',
]
/** Simulated devices that have enrolled and are offline. */
export const offlineHosts = ['lt-sales-01', 'lt-sales-02']

/** Verification delay in seconds, short so that visitors see a verification soon. */
const verificationDelay = 5

const commandAndControl = '203.0.113.7'
/** Simulated devices omit this address from their reports, so blocking it shows drift. */
const unheld = '203.0.113.66'

interface Detected {
  readonly host: string
  readonly title: string
  readonly severity: string
  readonly technique: string
  /** Minutes before now. */
  readonly ago: number
  readonly process?: { pid: number; name: string; path: string }
}

const detections: readonly Detected[] = [
  {
    host: 'ws-fin-03',
    title: 'Office document started a shell',
    severity: 'MEDIUM',
    technique: 'T1566.001',
    ago: 14,
    process: { pid: 4110, name: 'soffice.bin', path: '/usr/lib/libreoffice/program/soffice.bin' },
  },
  {
    host: 'ws-fin-01',
    title: 'Credentials read from memory',
    severity: 'HIGH',
    technique: 'T1003.007',
    ago: 12,
    process: { pid: 5127, name: 'respawner', path: '/tmp/.cache/respawner' },
  },
  {
    host: 'srv-jump-01',
    title: 'SSH login with the key of another person',
    severity: 'HIGH',
    technique: 'T1021.004',
    ago: 10,
  },
  {
    host: 'srv-build-01',
    title: 'Reverse shell from the build user',
    severity: 'HIGH',
    technique: 'T1059.004',
    ago: 7,
    process: { pid: 20233, name: 'bash', path: '/usr/bin/bash' },
  },
  {
    host: 'srv-web-01',
    title: `Beacon to ${commandAndControl}`,
    severity: 'MEDIUM',
    technique: 'T1071.001',
    ago: 6,
    process: { pid: 991, name: 'nginx-helper', path: '/var/tmp/nginx-helper' },
  },
  {
    host: 'ws-dev-02',
    title: 'Unsigned program, first seen today',
    severity: 'LOW',
    technique: 'T1204.002',
    ago: 4,
    process: { pid: 7730, name: 'gitui', path: '/home/dev/bin/gitui' },
  },
  {
    host: 'srv-file-01',
    title: 'Files are being encrypted',
    severity: 'CRITICAL',
    technique: 'T1486',
    ago: 1,
    process: { pid: 31337, name: 'lockfs', path: '/dev/shm/lockfs' },
  },
]

/** From, to, technique, minutes before now. Eight hosts in total. */
const movements: readonly (readonly [string, string, string, number])[] = [
  ['ws-fin-03', 'ws-fin-01', 'T1021.004', 13],
  ['ws-fin-01', 'srv-jump-01', 'T1021.004', 10],
  ['ws-fin-01', 'ws-hr-02', 'T1021.002', 9],
  ['srv-jump-01', 'srv-build-01', 'T1021.004', 8],
  ['srv-build-01', 'srv-web-01', 'T1570', 6],
  ['srv-jump-01', 'srv-file-01', 'T1021.004', 5],
  ['srv-file-01', 'srv-db-01', 'T1021.004', 2],
]

const people: readonly (readonly [id: string, name: string, email: string, hosts: readonly string[]])[] = [
  ['p-1', 'Marta Keller', 'marta.keller@demo.example', ['ws-fin-03', 'lt-sales-01']],
  ['p-2', 'Tom Adeyemi', 'tom.adeyemi@demo.example', ['ws-fin-01']],
  ['p-3', 'Sofia Rossi', 'sofia.rossi@demo.example', ['ws-hr-02']],
  ['p-4', 'Jonas Berg', 'jonas.berg@demo.example', ['ws-dev-02']],
]

export async function tellStory(api: DemoApi): Promise<void> {
  const devices = new Map((await allDevices(api)).map(device => [device.hostname, device]))
  const idOf = (hostname: string): DemoDevice['id'] => {
    const device = devices.get(hostname)
    if (!device) throw new Error(`the demo has no device ${hostname}`)
    return device.id
  }
  await configure(api)
  await syncPeople(api, idOf)
  await labelDevices(api, idOf)
  const detected = await reportAttack(api, idOf)
  const investigationId = await openInvestigation(api, detected)
  await reportMovements(api, idOf, investigationId)
  await respond(api, idOf, detected, investigationId)
  await startRollout(api, idOf, investigationId)
}

type IdOf = (hostname: string) => string
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
const refusal = '... on UserError { code message }'

async function configure(api: DemoApi): Promise<void> {
  await outcomeOf(
    api,
    'ada',
    `mutation ($input: UpdateResponseSettingsInput!) { outcome: updateResponseSettings(input: $input) { __typename ${refusal} } }`,
    { input: { verificationDelay } },
  )
  await outcomeOf(
    api,
    'ada',
    `mutation ($input: UpdateAutoResponseInput!) { outcome: updateAutoResponse(input: $input) { __typename ${refusal} } }`,
    { input: { enabled: true, isolateOnCritical: true } },
  )
}

async function syncPeople(api: DemoApi, idOf: IdOf): Promise<void> {
  for (const [externalId, name, email, hosts] of people)
    await outcomeOf(
      api,
      'ines',
      `mutation ($input: SyncPersonInput!) { outcome: syncPerson(input: $input) { __typename ${refusal} } }`,
      { input: { externalId, name, email, deviceIds: hosts.map(idOf) } },
    )
}

async function labelDevices(api: DemoApi, idOf: IdOf): Promise<void> {
  const hosts = [...onlineHosts, ...offlineHosts]
  for (const [prefix, label] of [
    ['srv-', 'server'],
    ['ws-fin-', 'finance'],
    ['srv-db', 'crown-jewels'],
  ] as const)
    await outcomeOf(
      api,
      'alice',
      `mutation ($input: LabelDevicesInput!) { outcome: labelDevices(input: $input) { __typename ${refusal} } }`,
      { input: { deviceIds: hosts.filter(host => host.startsWith(prefix)).map(idOf), add: [label] } },
    )
}

/** The ids of the detections, by host. */
async function reportAttack(api: DemoApi, idOf: IdOf): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const { host, ago, process, ...detection } of detections) {
    const { detection: reported } = await outcomeOf<{ detection: { id: string } }>(
      api,
      'ines',
      `mutation ($input: ReportDetectionInput!) { outcome: reportDetection(input: $input) {
        ... on ReportDetectionPayload { detection { id } } ${refusal} } }`,
      {
        input: {
          ...detection,
          deviceId: idOf(host),
          externalId: `demo-${host}`,
          firedAt: minutesAgo(ago),
          ...(process && { process }),
        },
      },
    )
    ids.set(host, reported.id)
  }
  return ids
}

async function openInvestigation(api: DemoApi, detected: ReadonlyMap<string, string>): Promise<string> {
  const detectionIds = [...detected].filter(([host]) => host !== 'ws-dev-02').map(([, id]) => id)
  const { investigation } = await outcomeOf<{ investigation: { id: string } }>(
    api,
    'bob',
    `mutation ($input: OpenInvestigationInput!) { outcome: openInvestigation(input: $input) {
      ... on OpenInvestigationPayload { investigation { id } } ${refusal} } }`,
    { input: { title: 'Ransomware spreading from ws-fin-03', detectionIds } },
  )
  return investigation.id
}

async function reportMovements(api: DemoApi, idOf: IdOf, investigationId: string): Promise<void> {
  for (const [from, to, technique, ago] of movements)
    await outcomeOf(
      api,
      'ines',
      `mutation ($input: ReportLateralMovementInput!) { outcome: reportLateralMovement(input: $input) { __typename ${refusal} } }`,
      {
        input: {
          fromDeviceId: idOf(from),
          toDeviceId: idOf(to),
          technique,
          observedAt: minutesAgo(ago),
          investigationId,
        },
      },
    )
}

async function respond(
  api: DemoApi,
  idOf: IdOf,
  detected: ReadonlyMap<string, string>,
  investigationId: string,
): Promise<void> {
  const submit = async (person: string, host: string, action: object, justification: string) => {
    const detectionId = detected.get(host)
    const input = { deviceId: idOf(host), action, justification, investigationId }
    const { action: submitted } = await outcomeOf<{ action: { id: string } }>(
      api,
      person,
      `mutation ($input: SubmitActionInput!) { outcome: submitAction(input: $input) {
        ... on SubmitActionPayload { action { id } } ${refusal} } }`,
      { input: { ...input, ...(detectionId && { detectionId }) } },
    )
    return submitted.id
  }
  const decide = (person: string, mutation: string, actionId: string, comment: string) =>
    outcomeOf(
      api,
      person,
      `mutation ($input: DecideActionInput!) { outcome: ${mutation}(input: $input) { __typename ${refusal} } }`,
      { input: { actionId, comment } },
    )

  // Its verification fails because the process has restarted.
  const respawner = { pid: 5127, processName: 'respawner' }
  await submit('alice', 'ws-fin-01', { killProcess: respawner }, 'It reads credentials from memory')
  const entry = await submit('alice', 'ws-fin-03', { isolateDevice: {} }, 'The attack came in by mail here')
  await decide('bob', 'approveAction', entry, 'Confirmed with Marta on the phone')
  await submit(
    'alice',
    'srv-web-01',
    { blockIp: { address: commandAndControl } },
    'Command and control server of the attack',
  )
  // The device's report lacks this block, which shows as drift.
  await submit(
    'alice',
    'srv-web-02',
    { blockIp: { address: unheld } },
    'Second command and control server, from threat intelligence',
  )
  await submit(
    'bob',
    'ws-fin-03',
    { collectForensics: { include: ['EVENT_LOGS'] } },
    'Which mail brought the document?',
  )
  const noise = await submit('alice', 'srv-mail-01', { isolateDevice: {} }, 'Traffic to port 445, to be sure')
  await decide('bob', 'rejectAction', noise, 'That is the backup at work')
  const wrong = await submit(
    'alice',
    'ws-dev-02',
    { quarantineFile: { path: '/home/dev/bin/gitui' } },
    'Unsigned program, first seen today',
  )
  await decide('alice', 'cancelAction', wrong, 'Jonas has built it himself')

  // These two await the visitor's approval.
  await submit('alice', 'srv-jump-01', { isolateDevice: {} }, 'The attacker moves on from the jump host')
  await submit(
    'alice',
    'srv-build-01',
    { quarantineFile: { path: '/var/lib/build/agent.bin' } },
    'The reverse shell was started by this file',
  )
}

/** One of the canary devices is offline, so the rest of the bulk waits. */
async function startRollout(api: DemoApi, idOf: IdOf, investigationId: string): Promise<void> {
  const [away = ''] = offlineHosts
  const hosts = [away, 'ws-fin-02', ...onlineHosts.filter(host => host.startsWith('srv-'))]
  await outcomeOf(
    api,
    'bob',
    `mutation ($input: SubmitBulkActionInput!) { outcome: submitBulkAction(input: $input) { __typename ${refusal} } }`,
    {
      input: {
        deviceIds: hosts.map(idOf),
        action: { blockIp: { address: commandAndControl } },
        justification: 'Cut off the command and control server everywhere',
        investigationId,
        rollout: { canary: 2, perMinute: 4, abortAboveFailurePercent: 20, abortAfter: 3 },
      },
    },
  )
}
