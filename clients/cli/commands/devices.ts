import { type Command, Option } from 'commander'
import type { DeviceFieldsFragment, DeviceFilter } from '../../sdk/sdk.ts'
import { deviceId, platforms } from '../devices.ts'
import { notFound, usage } from '../exit-codes.ts'
import { type LimitOptions, limit, pageSize, showList } from '../list.ts'
import { oneOf, RepeatableOption } from '../options.ts'
import type { Column } from '../print.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import { granted, minute } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface DevicesOptions extends LimitOptions {
  readonly online?: boolean
  readonly offline?: boolean
  readonly isolated?: boolean
  readonly platform?: (typeof platforms)[number]
  readonly name?: string
  readonly label?: string[]
  readonly drifted?: boolean
}

interface LabelOptions extends GlobalOptions {
  readonly add?: string[]
  readonly remove?: string[]
}

function filterOf({
  online,
  offline,
  isolated,
  platform,
  name,
  label,
  drifted,
}: DevicesOptions): DeviceFilter {
  if (online && offline) throw usage('--online and --offline must not be used together.')
  return {
    ...((online || offline) && { online: online === true }),
    ...(isolated && { isolated }),
    ...(platform && { platform }),
    ...(name && { hostnameContains: name }),
    ...(label && { labels: label }),
    ...(drifted && { drifted }),
  }
}

const deviceColumns: readonly Column<DeviceFieldsFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'HOSTNAME', of: ({ hostname }) => hostname },
  { title: 'PLATFORM', of: ({ platform }) => platform },
  { title: 'ONLINE', of: ({ online }) => online },
  { title: 'ISOLATED', of: ({ containment }) => containment.isolated },
  { title: 'DRIFT', of: ({ drift }) => drift.length > 0 },
  { title: 'LAST SEEN', of: ({ lastSeenAt }) => minute(lastSeenAt) },
  { title: 'AGENT', of: ({ agentVersion }) => agentVersion },
  { title: 'PERSON', of: ({ person }) => person?.name },
  { title: 'LABELS', of: ({ labels }) => labels.join(' '), kind: 'text' },
]

export function addDeviceCommands(program: Command, terminal: Terminal): void {
  limit(program.command('devices').description('devices, sorted by host name'))
    .option('--online', 'connected now')
    .option('--offline', 'not connected now')
    .option('--isolated', 'isolated now')
    .addOption(new Option('--platform <platform>', 'windows, linux or macos').argParser(oneOf(platforms)))
    .option('--name <part>', 'part of the host name')
    .addOption(new RepeatableOption('--label <label>', 'with this label'))
    .option('--drifted', 'an isolation or a block that should be in force is missing')
    .action(async (options: DevicesOptions, self: Command) => {
      const filter = filterOf(options)
      const session = await openSession(self.optsWithGlobals(), terminal)
      const found = session.client.devices.list({ filter, pageSize: pageSize(options) })
      await showList(session, options, found, deviceColumns, 'No devices match.')
    })

  program
    .command('device')
    .description('one device with its containment and its queue')
    .argument('<device>', 'host name or id')
    .action(async (named: string, _, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      const device = await client.devices.get(await deviceId(client, named))
      if (!device) throw notFound('device', named)
      const { containment, queue, person } = device
      printer.record(device, [
        ['Device', device.hostname],
        ['Id', device.rawId],
        ['Platform', device.platform],
        ['Online', device.online],
        ['Last seen', minute(device.lastSeenAt)],
        ['Addresses', device.ipAddresses],
        ['Person', person && `${person.name} <${person.email}>`],
        ['Labels', device.labels],
        ['Agent', device.agentVersion],
        ['Enrolled', minute(device.enrolledAt)],
        ['Revoked', minute(device.revokedAt)],
        ['Isolated', containment.isolated && `since ${minute(containment.isolatedSince)}`],
        ['Blocked', containment.blockedAddresses],
        [
          'Drift',
          device.drift.map(({ kind, target, since }) =>
            [kind, target, `since ${minute(since)}`].filter(Boolean).join(' '),
          ),
        ],
        ['Quarantined', containment.quarantinedFiles.map(({ originalPath }) => originalPath)],
        ['Reported', minute(containment.reportedAt)],
        ['Queue', queue.map(({ type, status, rawId }) => `${type} ${status} ${rawId}`)],
      ])
    })

  program
    .command('label')
    .description('add or remove labels of devices')
    .argument('<devices...>', 'host names or ids')
    .addOption(new RepeatableOption('--add <label>', 'a label to add'))
    .addOption(new RepeatableOption('--remove <label>', 'a label to remove'))
    .addHelpText('after', '\nExample:\n  defend label web-7 web-8 --add pci --remove staging')
    .action(async (named: string[], _, self: Command) => {
      const options = self.optsWithGlobals<LabelOptions>()
      const { add, remove } = options
      if (!add && !remove) throw usage('--add or --remove is required.')
      const { client, printer } = await openSession(options, terminal)
      const deviceIds: string[] = []
      for (const name of named) deviceIds.push(await deviceId(client, name))
      const { changed } = granted(
        await client.devices.label({ deviceIds, ...(add && { add }), ...(remove && { remove }) }),
      )
      printer.record({ changed }, [['Devices changed', changed]])
    })
}
