import type { ChangeFeed } from '#app/change-feed.ts'
import { createAlarm } from '#flow/alarm.ts'
import { iterate, over } from '#flow/iterate.ts'
import { builder } from '../builder.ts'
import { notFound } from '../errors.ts'
import { decodeId, nothing } from '../global-id.ts'
import { Device } from './type.ts'

/**
 * Iterates over the ids of devices whose presence changed, in order of change. A device that changes again while it is
 * queued is not queued twice, so the queue is never longer than the number of devices.
 */
export function presenceChanges(
  feed: Pick<ChangeFeed, 'subscribe'>,
  organization: string,
  wanted: string | undefined,
): AsyncIterableIterator<string> {
  const queue = new Set<string>()
  let ended = false
  const alarm = createAlarm()
  const push = (device: string) => {
    queue.add(device)
    alarm.wake()
  }
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'presence' || notice.organization !== organization) return
    if (wanted === undefined || notice.device === wanted) push(notice.device)
  })
  if (wanted !== undefined) push(wanted)

  async function next(): Promise<IteratorResult<string>> {
    while (!ended && queue.size === 0) await alarm.sleep()
    const [device] = queue
    if (ended || device === undefined) return over
    queue.delete(device)
    return { done: false, value: device }
  }
  return iterate(next, () => {
    ended = true
    unsubscribe()
    alarm.wake()
  })
}

builder.subscriptionField('devicePresenceChanged', t =>
  t.prismaField({
    description: 'With a device: its present value first. Then each change.',
    type: Device,
    right: 'read',
    args: { deviceId: t.arg.id({ description: 'Only this device. If left out, all devices.' }) },
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
