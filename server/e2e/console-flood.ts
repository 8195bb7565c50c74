import type { Page } from 'playwright-core'
import { HistoryDocument } from '../../clients/console/generated/documents.ts'
import { heap, longestTask } from './browser-load.ts'
import type { ConsoleScene } from './console-scene.ts'

/** Delivers changes through a fake WebSocket, faster than any real organization makes them. */
export interface Flood {
  /** Replaces the page's WebSocket from now on. */
  install(page: Page): Promise<void>
  measure(page: Page, many: { readonly warmUp: number; readonly changes: number }): Promise<Measured>
}

export interface Measured {
  /** Changes that the page reports to have received. */
  readonly shown: number
  /** Milliseconds of processor time, which does not depend on the machine's other load. */
  readonly longestTask: number
  /** Bytes after garbage collection. */
  readonly heapBefore: number
  readonly heapAfter: number
}

/** Half of the changes submit an action, half complete it. Each message is a separate task, as with real sockets. */
const fakeSocket = (template: string) => `
  const template = ${template}
  let subscription = null
  let next = 1
  let target = 0
  let socket = null
  const channel = new MessageChannel()
  const change = number => {
    const isEnd = number % 2 === 0
    const id = 'flood-' + Math.ceil(number / 2)
    const at = new Date().toISOString()
    return { actionChanged: {
      cursor: 'c' + number,
      event: { id: 'e' + number, kind: isEnd ? 'ACTION_COMPLETED' : 'ACTION_SUBMITTED', at, sequence: number },
      action: { ...template, id, status: isEnd ? 'COMPLETED' : 'QUEUED', justification: 'Change ' + number,
        submittedAt: at, completedAt: isEnd ? at : null },
    } }
  }
  const say = message => socket?.onmessage?.({ data: JSON.stringify(message) })
  channel.port1.onmessage = () => {
    if (!subscription || next > target) return
    say({ type: 'next', id: subscription, payload: { data: change(next++) } })
    channel.port2.postMessage(0)
  }
  window.flood = upTo => {
    target = upTo
    channel.port2.postMessage(0)
  }
  window.WebSocket = class {
    static CONNECTING = 0
    static OPEN = 1
    static CLOSING = 2
    static CLOSED = 3
    readyState = 0
    protocol = 'graphql-transport-ws'
    constructor() {
      socket = this
      setTimeout(() => {
        this.readyState = 1
        this.onopen?.()
      })
    }
    send(text) {
      const { type, id, payload } = JSON.parse(text)
      if (type === 'connection_init') setTimeout(() => say({ type: 'connection_ack' }))
      if (type === 'ping') say({ type: 'pong' })
      if (type === 'complete' && id === subscription) subscription = null
      if (type === 'subscribe' && payload.query.includes('actionChanged')) {
        subscription = id
        next = Number(/^c(\\d+)$/.exec(payload.variables.after)?.[1] ?? 0) + 1
        channel.port2.postMessage(0)
      }
    }
    close() {
      this.readyState = 3
      this.onclose?.({ code: 1000, reason: '', wasClean: true })
    }
  }
`

export async function floodOfChanges(scene: ConsoleScene): Promise<Flood> {
  const { actions } = await scene.stage.as('vera')<{ actions: { edges: { node: object }[] } }>(
    HistoryDocument,
    {
      first: 1,
    },
  )
  const template = JSON.stringify(actions.edges[0]?.node)
  return {
    async install(page) {
      await page.addInitScript({ content: `{${fakeSocket(template)}}` })
    },
    async measure(page, { warmUp, changes }) {
      const seenBefore = await seen(page)
      await run(page, warmUp)
      const heapBefore = await heap(page)
      const longest = await longestTask(page, () => run(page, warmUp + changes))
      return {
        shown: (await seen(page)) - seenBefore,
        longestTask: longest,
        heapBefore,
        heapAfter: await heap(page),
      }
    },
  }
}

async function run(page: Page, upTo: number): Promise<void> {
  await page.evaluate(`flood(${upTo})`)
  await page.getByText(`Change ${upTo}`, { exact: false }).first().waitFor({ timeout: 60_000 })
}

/** The number of changes that the page counted, from the title of its connection state. */
async function seen(page: Page): Promise<number> {
  const state = page.locator('[role=status][aria-label^="Connection"]')
  return Number((await state.getAttribute('title'))?.replace(/\D/g, ''))
}
