import type { BulkFragment } from '../sdk/sdk.ts'
import type { Terminal } from './terminal.ts'

const cells = 30

/** A line such as `[#####.....]  12/20 ended, 1 failed  RUNNING`. */
export function progressLine({ progress, total, state }: BulkFragment): string {
  const ended = progress.completed + progress.failed + progress.cancelled
  const full = total === 0 ? cells : Math.floor((ended / total) * cells)
  const parts = [
    `${ended}/${total} ended`,
    ...(progress.failed > 0 ? [`${progress.failed} failed`] : []),
    ...(progress.cancelled > 0 ? [`${progress.cancelled} cancelled`] : []),
    ...(progress.pendingApproval > 0 ? [`${progress.pendingApproval} waiting for approval`] : []),
  ]
  return `[${'#'.repeat(full)}${'.'.repeat(cells - full)}]  ${parts.join(', ')}  ${state}`
}

/** Redraws one line if the terminal allows it. Otherwise prints one line per change. */
export function createProgressBar(terminal: Terminal) {
  let last = ''
  return {
    show(bulk: BulkFragment): void {
      const line = progressLine(bulk)
      if (line === last) return
      terminal.err(terminal.canRedraw ? `\r\u001b[K${line}` : `${line}\n`)
      last = line
    },
    end(): void {
      if (terminal.canRedraw && last) terminal.err('\n')
    },
  }
}
