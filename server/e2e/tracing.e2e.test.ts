import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, openCluster } from './cluster.ts'
import type { RunningService } from './running-service.ts'
import type { StockDevice } from './stock-device.ts'
import { type CollectedSpan, startTraceCollector, type TraceCollector } from './trace-collector.ts'

let cluster: Cluster
let collector: TraceCollector
/** Serves the API's callers. */
let front: RunningService
/** Serves the device. */
let back: RunningService
let device: StockDevice

const start = (name: string, extra: NodeJS.ProcessEnv) =>
  cluster.start(name, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    ...extra,
  })

const json = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }

beforeAll(async () => {
  ;[cluster, collector] = await Promise.all([openCluster(), startTraceCollector()])
  ;[front, back] = await Promise.all([
    start('front', { ...json, DEFEND_LOG_LEVEL: 'debug' }),
    start('back', { ...json, OTEL_SERVICE_NAME: 'response of the east' }),
  ])
  await as('ada')('mutation { updateResponseSettings(input: { verificationDelay: 1 }) { __typename } }')
  const [connected] = await cluster.connect(back, ['traced'])
  if (!connected) throw new Error('no device was enrolled')
  device = connected
})
afterAll(async () => {
  await device?.disconnect()
  await cluster?.close()
  await collector?.close()
})

const as = (person: string) => cluster.as(person, front)

/** Submits an action, as a caller that traces itself. */
async function submit(action: object, traceparent: string): Promise<{ rawId: string; digest: string }> {
  const response = await fetch(`${front.api}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await cluster.identity.token('alice')}`,
      traceparent,
    },
    body: JSON.stringify({
      query: `mutation Contain($input: SubmitActionInput!) { submitAction(input: $input) {
        ... on SubmitActionPayload { action { rawId digest } } } }`,
      variables: {
        input: {
          deviceId: Buffer.from(`Device:${device.id}`).toString('base64'),
          action,
          justification: 'It is a test of traces',
        },
      },
    }),
  })
  const { data } = (await response.json()) as {
    data: { submitAction: { action: { rawId: string; digest: string } } }
  }
  return data.submitAction.action
}

/** Acts as the device, up to the verification. */
async function execute(rawId: string, output: object): Promise<void> {
  const { jti: commandId } = await device.next('execute', rawId)
  await device.say({ kind: 'claim', commandId, actionId: rawId })
  await device.next('grant', rawId)
  await device.say({ kind: 'completed', commandId, actionId: rawId, output })
  const { jti } = await device.next('verify', rawId)
  await device.say({ kind: 'verified', commandId: jti, actionId: rawId, passed: true, evidence: {} })
}

/** The names of the spans from the trace's beginning to this one. */
function pathTo(span: CollectedSpan): string[] {
  const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId)
  return parent ? [...pathTo(parent), span.name] : [span.name]
}

const killOutput = { pid: 4242, startedAt: null, processName: 'xmrig' }
const kill = { killProcess: { pid: 4242, processName: 'xmrig' } }
const isolate = { isolateDevice: { allowAddresses: [] } }

test("an action is one trace, which continues its caller's, from the mutation to its verification, across processes", async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const { rawId } = await submit(kill, `00-${traceId}-b7ad6b7169203331-01`)
  await execute(rawId, killOutput)

  const last = await collector.arrived(traceId, 'commit VERIFICATION_PASSED')
  expect(pathTo(last)).toEqual([
    'POST /graphql',
    'mutation submitAction',
    'commit ACTION_SUBMITTED',
    'command execute',
    'result claim',
    'commit ACTION_STARTED',
    'command grant',
    'result completed',
    'commit ACTION_COMPLETED',
    'commit',
    'command verify',
    'result verified',
    'commit VERIFICATION_PASSED',
  ])
  const trace = collector.spans.filter(span => span.traceId === traceId)
  const root = trace.find(({ name }) => name === 'POST /graphql')
  expect(root?.parentSpanId).toBe('b7ad6b7169203331')
  const named = (name: string) => trace.find(span => span.name === name)
  expect(named('command execute')?.instance).not.toBe(root?.instance)
  expect(root?.service).toBe('defend-response')
  expect(named('command execute')?.service).toBe('response of the east')
})

test('decisions by other people and timeouts are in the trace of the submission', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const { rawId, digest } = await submit(isolate, `00-${traceId}-00f067aa0ba902b7-01`)
  await as('bob')('mutation ($input: DecideActionInput!) { approveAction(input: $input) { __typename } }', {
    input: { actionId: rawId, digest },
  })
  await execute(rawId, { isolated: true })
  const last = await collector.arrived(traceId, 'commit VERIFICATION_PASSED')
  expect(pathTo(last).slice(0, 5)).toEqual([
    'POST /graphql',
    'mutation submitAction',
    'commit ACTION_SUBMITTED',
    'commit ACTION_APPROVED',
    'command execute',
  ])
})

test("a command carries its span's context for the agent, and the request's log line the trace's id", async () => {
  const traceId = '11111111111111112222222222222222'
  const { rawId } = await submit(kill, `00-${traceId}-3333333333333333-01`)
  await execute(rawId, killOutput)
  const sent = await collector.arrived(traceId, 'command execute')
  const execution = device.received.find(({ kind, actionId }) => kind === 'execute' && actionId === rawId)
  expect(execution?.['traceparent']).toBe(`00-${traceId}-${sent.spanId}-01`)
  const lines = front
    .log()
    .split('\n')
    .filter(line => line.includes(traceId))
    .map(line => JSON.parse(line))
  expect(lines).toContainEqual(
    expect.objectContaining({
      msg: 'request',
      path: '/graphql',
      traceId,
      instance: expect.any(String),
      version: expect.any(String),
    }),
  )
})

test('the metrics of both processes show what happened', async () => {
  const [asked, worked] = await Promise.all(
    [front, back].map(async ({ api }) => (await fetch(`${api}/metrics`)).text()),
  )
  expect(asked).toMatch(/defend_build_info\{version="\d+\.\d+\.\d+",node="v\d+/)
  expect(asked).toMatch(
    /defend_graphql_operation_duration_seconds_count\{type="mutation",field="submitAction"\} 3/,
  )
  expect(asked).toMatch(/defend_commit_duration_seconds_count [1-9]/)
  expect(asked).toMatch(/defend_postgres_connections\{pool="reads",state="(busy|idle)"\} \d/)
  expect(asked).toMatch(/defend_redis_up 1/)
  expect(asked).toMatch(/defend_ledger_events [1-9]/)
  expect(worked).toMatch(/defend_connected_devices 1/)
  expect(worked).toMatch(/defend_action_claim_seconds_count 3/)
  expect(worked).toMatch(/defend_actions_ended_total\{type="KILL_PROCESS",outcome="COMPLETED"\} 2/)
  expect(worked).toMatch(/defend_action_duration_seconds_count\{type="ISOLATE_DEVICE"\} 1/)
})

test('OTLP is sent as protobuf by default, and not at all if the SDK is disabled', async () => {
  const [usual, disabled] = await Promise.all([
    start('usual', {}),
    start('disabled', { ...json, OTEL_SDK_DISABLED: 'true', OTEL_SERVICE_NAME: 'disabled' }),
  ])
  const query = async ({ api }: RunningService) =>
    fetch(`${api}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await cluster.identity.token('vera')}`,
      },
      body: '{"query":"{ ledgerHead }"}',
    })
  await Promise.all([query(usual), query(disabled)])
  await collector.asked('application/x-protobuf')
  expect(await Promise.all([usual.stop(), disabled.stop()])).toEqual([0, 0])
  expect(collector.spans.filter(({ service }) => service === 'disabled')).toEqual([])
})
