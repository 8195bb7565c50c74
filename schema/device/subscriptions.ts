import type { ChangeFeed } from '#app/ports.ts'
import { builder } from '../builder.ts'
import { notFound } from '../errors.ts'
import { decodeId, nothing } from '../global-id.ts'
import { Device } from './type.ts'

/**
 * Devices whose presence has changed, in the order in which they did; one that changes again before it was
 * asked for stands in the line once, so the line is never longer than there are devices.
 */
export function presenceChanges(
  feed: Pick<ChangeFeed, 'subscribe'>,
  organization: string,
  wanted: string | undefined,
): AsyncIterableIterator<string> {
  const line = new Set<string>()
  let ended = false
  let wake = () => {}
  const push = (device: string) => {
    line.add(device)
    wake()
  }
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'presence' || notice.organization !== organization) return
    if (wanted === undefined || notice.device === wanted) push(notice.device)
  })
  if (wanted !== undefined) push(wanted)
  const iterator: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      while (!ended && line.size === 0)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      const [device] = line
      if (ended || device === undefined) return { done: true, value: undefined }
      line.delete(device)
      return { done: false, value: device }
    },
    async return() {
      ended = true
      unsubscribe()
      wake()
      return { done: true, value: undefined }
    },
  }
  return iterator
}

builder.subscriptionField('devicePresenceChanged', t =>
  t.prismaField({
    description: 'With a device: its present value first. Then each change.',
    type: Device,
    right: 'read',
    args: { deviceId: t.arg.id({ description: 'Only this device; left out: any.' }) },
    subscribe: async (
      _: unknown,
      { deviceId },
      { feed, prisma, caller: { organization: organizationId } },
    ) => {
      if (deviceId == null) return presenceChanges(feed, organizationId, undefined)
      const id = decodeId('Device', deviceId) ?? nothing
      const found = await prisma.device.findUnique({ where: { organizationId_id: { organizationId, id } } })
      if (!found) throw notFound('device')
      return presenceChanges(feed, organizationId, id)
    },
    resolve: (query, id: string, _args, { prisma, caller: { organization: organizationId } }) =>
      prisma.device.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
  }),
)
