import { simulateDevices } from '../clients/agent/simulated.ts'
import { ChangesDocument } from '../clients/console/generated/documents.ts'
import type { Benchmark, Sizes } from './benchmark.ts'
import { ms, quantile, ratio, rounded, sharedClock } from './figures.ts'
import { openConnections } from './http-connections.ts'
import { whileOpen } from './opened.ts'
import { type Part, startPart } from './parts/part.ts'
import type { Received } from './parts/subscribers.ts'
import { analysts, globalId, type ServiceUnderLoad, startServiceUnderLoad } from './service-under-load.ts'
import { submission, submittedIn } from './submission.ts'

const cancellation = `mutation ($input: DecideActionInput!) { cancelAction(input: $input) {
  ... on DecideActionPayload { action { status } } ... on UserError { message } } }`

const warmUps = 20

/** Makes one change that all subscribers receive. */
type Change = () => Promise<unknown>

/** Times the delivery of a change to many subscribers, compared with a bare WebSocket server that sends the same bytes. */
export const fanOut: Benchmark = async sizes => {
  const ours = await measureService(sizes)
  const bare = await measureBare(sizes, ours.text)
  const row = (name: string, times: readonly number[]) => {
    const p50 = quantile(times, 0.5)
    return [name, ms(p50), ms(quantile(times, 0.99)), rounded((sizes.subscribers * 1000) / p50)]
  }
  const bytes = Buffer.byteLength(ours.text)
  return [
    {
      title: `One change to ${rounded(sizes.subscribers)} subscribers of the console's document, as 50 people, ${bytes} bytes each, ${sizes.changes} times`,
      columns: ['server', 'last delivery: p50 ms', 'p99 ms', 'deliveries/s'],
      rows: [
        row('the service, from the mutation that makes the change', ours.times),
        row('bare ws', bare),
        ['the service ÷ bare', ratio(quantile(ours.times, 0.5) / quantile(bare, 0.5)), '', ''],
      ],
    },
    ...(ours.profiling ? await ours.profiling.tables() : []),
  ]
}

const measureService = (sizes: Sizes) =>
  whileOpen(sizes.interrupted, async keep => {
    const stage = keep(await startServiceUnderLoad(sizes.profile ? 'fan-out' : null))
    const { service, profiling } = stage
    const changes = keep(await preparedChanges(stage, sizes.changes + warmUps))
    const subscribers = keep(
      await startPart('subscribers', {
        url: `${service.api.replace('http', 'ws')}/graphql`,
        tokens: await Promise.all(analysts.map(({ id }) => stage.identity.token(id))),
        count: sizes.subscribers,
        query: ChangesDocument,
      }),
    )
    await warmUp(subscribers, changes.next)
    const load = () => timesOf(subscribers, sizes, changes.next)
    const times = await (profiling ? profiling.during(service, load) : load())
    const { text } = await subscribers.ask<Received>({ kind: 'settle' })
    return { times, text, profiling }
  })

const measureBare = (sizes: Sizes, text: string) =>
  whileOpen(sizes.interrupted, async keep => {
    const server = keep(await startPart<{ url: string }>('websocket'))
    const subscribers = keep(
      await startPart('subscribers', {
        ...server.ready,
        tokens: [''],
        count: sizes.subscribers,
        query: ChangesDocument,
      }),
    )
    const change = () => server.ask({ text })
    await warmUp(subscribers, change)
    return timesOf(subscribers, sizes, change)
  })

/** Makes changes until all subscribers receive them, because only a first message shows that a subscription has started. */
async function warmUp(subscribers: Part<null>, change: Change): Promise<void> {
  for (let attempt = 0; attempt < warmUps; attempt++) {
    await change()
    const { least } = await subscribers.ask<Received>({ kind: 'settle' })
    if (least >= 3) return
  }
  throw new Error('some subscribers receive no messages')
}

async function timesOf(subscribers: Part<null>, sizes: Sizes, change: Change): Promise<number[]> {
  let { total } = await subscribers.ask<Received>({ kind: 'settle' })
  const times: number[] = []
  for (let i = 0; i < sizes.changes; i++) {
    total += sizes.subscribers
    const start = sharedClock()
    await change()
    const { lastAt } = await subscribers.ask<Received>({ kind: 'await', total })
    times.push(lastAt - start)
  }
  return times
}

/** Queues actions on an offline device. Each call of `next` cancels one of them. */
async function preparedChanges(stage: ServiceUnderLoad, count: number) {
  const [host = '', port] = stage.service.device.split(':')
  const offline = await simulateDevices({
    count: 1,
    server: { host, port: Number(port) },
    token: await stage.enrollmentToken(1),
    log: () => {},
  })
  await offline.close()
  const device = globalId('Device', offline.deviceIds[0] ?? '')
  const http = openConnections(stage.service.api, 1, await stage.identity.token('alice'))
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const id = submittedIn(await http.post(submission(device, 2 + i)))
    ids.push(globalId('ResponseAction', id))
  }
  return {
    next: async () => {
      const input = { actionId: ids.pop() }
      const answer = await http.post(JSON.stringify({ query: cancellation, variables: { input } }))
      if (!answer.includes('CANCELLED')) throw new Error(`not cancelled: ${answer}`)
    },
    close: () => http.close(),
  }
}
