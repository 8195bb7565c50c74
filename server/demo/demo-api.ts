/** The demo speaks to the service as its users do: over HTTP, as one of the demo people. */
export interface DemoApi {
  as(person: string): <Data>(query: string, variables?: object) => Promise<Data>
}

export const openDemoApi = (api: string, token: (person: string) => Promise<string>): DemoApi => ({
  as:
    person =>
    async <Data>(query: string, variables: object = {}) => {
      const response = await fetch(`${api}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(person)}` },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] }
      if (errors) throw new Error(`${errors.map(({ message }) => message).join('; ')} in ${query}`)
      return data
    },
})

export async function enrollmentToken(api: DemoApi, uses: number): Promise<string> {
  const { createEnrollmentToken: created } = await api.as('ada')<{
    createEnrollmentToken: { token: string }
  }>(
    `mutation ($uses: Int!) { createEnrollmentToken(input: { uses: $uses }) {
      ... on CreateEnrollmentTokenPayload { token } ... on UserError { message } } }`,
    { uses },
  )
  return created.token
}

interface DeviceEdge {
  readonly node: { readonly id: string; readonly rawId: string; readonly hostname: string }
}

export async function onlineDevices(api: DemoApi): Promise<readonly DeviceEdge['node'][]> {
  const { devices } = await api.as('alice')<{ devices: { edges: DeviceEdge[] } }>(
    '{ devices(filter: { online: true }, first: 100) { edges { node { id rawId hostname } } } }',
  )
  return devices.edges.map(({ node }) => node)
}

const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { id } } ... on UserError { message } } }`
const decide = (mutation: string) => `mutation ($input: DecideActionInput!) { ${mutation}(input: $input) {
  ... on DecideActionPayload { action { id } } ... on UserError { message } } }`

/** A little history, made once: what was done, what was refused, what still waits for a second person. */
export async function makeHistory(api: DemoApi, devices: readonly { readonly id: string }[]): Promise<void> {
  const { actions } = await api.as('alice')<{ actions: { edges: unknown[] } }>(
    '{ actions(first: 1) { edges { cursor } } }',
  )
  if (actions.edges.length > 0) return
  const alice = api.as('alice')
  const bob = api.as('bob')
  const submitted = async (device: number, action: object, justification: string) => {
    const input = { deviceId: devices[device % devices.length]?.id, action, justification }
    return (await alice<{ submitAction: { action: { id: string } } }>(submit, { input })).submitAction.action
      .id
  }
  await submitted(
    0,
    { killProcess: { pid: 4242, processName: 'xmrig' } },
    'A miner that EDR found on this host',
  )
  await submitted(1, { blockIp: { address: '203.0.113.7' } }, 'Command and control of the miner')
  await submitted(2, { collectForensics: { include: ['EVENT_LOGS'] } }, 'Where did the miner come from?')
  const isolated = await submitted(3, { isolateDevice: {} }, 'Lateral movement from this host was seen')
  await bob(decide('approveAction'), { input: { actionId: isolated, comment: 'Seen it too.' } })
  const rejected = await submitted(4, { isolateDevice: {} }, 'Noise on port 445, to be sure')
  await bob(decide('rejectAction'), {
    input: { actionId: rejected, comment: 'That is the backup server at work.' },
  })
  const cancelled = await submitted(
    5,
    { quarantineFile: { path: '/tmp/x.bin' } },
    'Suspicious download in /tmp',
  )
  await alice(decide('cancelAction'), { input: { actionId: cancelled, comment: 'Wrong host.' } })
  await submitted(
    6,
    { quarantineFile: { path: '/opt/tools/agent.bin' } },
    'Unsigned binary, first seen today',
  )
}
