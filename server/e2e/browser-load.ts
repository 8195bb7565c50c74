import type { Page } from 'playwright-core'

/** Bytes of the page's JavaScript heap after garbage collection. */
export async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/** Number of DOM elements of the page. */
export const nodes = (page: Page): Promise<number> => page.evaluate("document.querySelectorAll('*').length")

/** Processor time in milliseconds of the longest task during `meanwhile`, independent of the machine's other load. */
export async function longestTask(page: Page, meanwhile: () => Promise<unknown>): Promise<number> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser')
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] })
  await meanwhile()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    traceEvents: { name: string; tdur?: number }[]
  }
  const tasks = traceEvents.filter(({ name }) => name === 'RunTask').map(({ tdur = 0 }) => tdur / 1000)
  if (tasks.length === 0) throw new Error('the trace has no tasks')
  return Math.max(...tasks)
}
