import type { Command } from 'commander'
import type { ActionFragment, HistoryOptions } from '../../sdk/sdk.ts'
import { deviceId } from '../devices.ts'
import { type LimitOptions, limit, pageSize, showList } from '../list.ts'
import { instant, oneOf, RepeatableOption } from '../options.ts'
import { openSession, type Session } from '../session.ts'
import { actionColumns, showChange } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface FilterOptions extends LimitOptions {
  readonly status?: ActionFragment['status'][]
  readonly type?: ActionFragment['type'][]
  readonly device?: string
  readonly since?: string
  readonly search?: string
}

interface WatchCommandOptions extends FilterOptions {
  readonly after?: string
}

type Filter = NonNullable<HistoryOptions['filter']>

const statuses = ['PENDING_APPROVAL', 'QUEUED', 'EXECUTING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const
const types = [
  'KILL_PROCESS',
  'ISOLATE_DEVICE',
  'UNISOLATE_DEVICE',
  'QUARANTINE_FILE',
  'BLOCK_IP',
  'UNBLOCK_IP',
  'RESET_USER_SESSION',
  'FORCE_PASSWORD_RESET',
  'COLLECT_FORENSICS',
  'RUN_SCRIPT',
] as const

const filterOptions = (command: Command): Command =>
  command
    .addOption(new RepeatableOption('--status <status>', statuses.join(', ').toLowerCase(), oneOf(statuses)))
    .addOption(new RepeatableOption('--type <type>', 'kill-process, isolate-device, …', oneOf(types)))
    .option('-d, --device <device>', 'host name or id')

async function filterOf({ client }: Session, options: FilterOptions): Promise<Filter> {
  const { status, type, device, since, search } = options
  return {
    ...(status && { statuses: status }),
    ...(type && { types: type }),
    ...(device && { deviceId: await deviceId(client, device) }),
    ...(since && { submittedAfter: since }),
    ...(search && { search }),
  }
}

export function addActionCommands(program: Command, terminal: Terminal): void {
  const open = (command: Command) => openSession(command.optsWithGlobals(), terminal)

  limit(program.command('pending').description('actions that wait for your approval')).action(
    async (options: LimitOptions, self) => {
      const session = await open(self)
      const filter = { awaitingMyApproval: true }
      const waiting = session.client.history({ filter, pageSize: pageSize(options) })
      await showList(session, options, waiting, actionColumns, 'No action waits for your approval.')
    },
  )

  limit(filterOptions(program.command('history').description('actions, newest first')))
    .option('--since <when>', 'submitted in the last 30m, 24h or 7d, or since a time', instant)
    .option('--search <words>', 'words in the justification, host name, parameters, output or failure')
    .addHelpText(
      'after',
      '\nExamples:\n  defend history --status failed --since 24h\n  defend history --json -n 1000 | jq .type',
    )
    .action(async (options: FilterOptions, self: Command) => {
      const session = await open(self)
      const filter = await filterOf(session, options)
      const found = session.client.history({ filter, pageSize: pageSize(options) })
      await showList(session, options, found, actionColumns, 'No actions match.')
    })

  filterOptions(program.command('watch').description('follow changes live, until Ctrl-C'))
    .option('--after <cursor>', 'start with the changes after this ledger cursor')
    .addHelpText(
      'after',
      '\nExamples:\n  defend watch --status failed\n  defend watch --json --after "$LAST" | my-program',
    )
    .action(async (options: WatchCommandOptions, self: Command) => {
      const session = await open(self)
      const { client, printer } = session
      const filter = await filterOf(session, options)
      const { after } = options
      for await (const change of client.watch({ filter, signal: terminal.signal, ...(after && { after }) }))
        showChange(printer, change)
    })
}
