import { type Command, Option } from 'commander'
import type { ActionInput } from '../sdk/sdk.ts'
import { globalId } from './ids.ts'
import { duration, integer, oneOf, RepeatableOption } from './options.ts'

/** The command of one action type, for both `submit` and `bulk`. */
export interface ActionCommand {
  readonly name: string
  readonly about: string
  readonly example: string
  /** Whether `--for` can limit the duration of its effect. */
  readonly hasDuration?: boolean
  options(command: Command): Command
  input(options: Options): ActionInput
}

/** Options as parsed by commander. An action ignores options that it does not have. */
export type Options = Readonly<Record<string, unknown>>

/** Omits undefined options, so that the service's defaults apply. */
const withoutUndefined = <Input>(input: { [Key in keyof NoInfer<Input>]: unknown }): Input =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Input

const required = (flags: string, description: string) => new Option(flags, description).makeOptionMandatory()

export const actionCommands: readonly ActionCommand[] = [
  {
    name: 'kill-process',
    about: 'end a process',
    example: '--pid 4242 --name xmrig',
    options: command =>
      command
        .addOption(required('--pid <pid>', 'process id').argParser(integer))
        .option('--name <name>', 'refuse unless the executable has this name')
        .option('--started-at <instant>', 'refuse unless the process started at this time'),
    input: ({ pid, name, startedAt }) => ({
      killProcess: withoutUndefined({ pid, processName: name, startedAt }),
    }),
  },
  {
    name: 'isolate',
    about: 'disconnect a device from everything but this service',
    example: '--for 2h',
    hasDuration: true,
    options: command =>
      command.addOption(new RepeatableOption('--allow <address>', 'an address that stays reachable')),
    input: ({ allow }) => ({ isolateDevice: withoutUndefined({ allowAddresses: allow }) }),
  },
  {
    name: 'unisolate',
    about: 'end the isolation of a device',
    example: '--note "It was reinstalled"',
    options: command => command.option('--note <text>', 'a note for the ledger'),
    input: ({ note }) => ({ unisolateDevice: withoutUndefined({ note }) }),
  },
  {
    name: 'quarantine',
    about: 'move a file into quarantine',
    example: '--path /tmp/dropper',
    options: command =>
      command
        .requiredOption('--path <path>', "absolute path, in the device's own notation")
        .option('--sha256 <hash>', 'refuse unless the file has this SHA-256'),
    input: ({ path, sha256 }) => ({ quarantineFile: withoutUndefined({ path, sha256 }) }),
  },
  {
    name: 'block-ip',
    about: 'block an address or a network',
    example: '--address 203.0.113.7 --for 1d',
    hasDuration: true,
    options: command => command.requiredOption('--address <address>', 'IPv4, IPv6 or CIDR'),
    input: ({ address }) => ({ blockIp: withoutUndefined({ address }) }),
  },
  {
    name: 'unblock-ip',
    about: 'unblock an address or a network',
    example: '--address 203.0.113.7',
    options: command => command.requiredOption('--address <address>', 'IPv4, IPv6 or CIDR'),
    input: ({ address }) => ({ unblockIp: withoutUndefined({ address }) }),
  },
  {
    name: 'reset-session',
    about: "end a user's session",
    example: '--user mallory',
    options: command => command.option('--user <name>', "default: the active session's user"),
    input: ({ user }) => ({ resetUserSession: withoutUndefined({ username: user }) }),
  },
  {
    name: 'force-password-reset',
    about: 'make a person change their password',
    example: '',
    options: command => command.option('--person <id>', 'default: the person that the device is assigned to'),
    input: ({ person }) => ({
      forcePasswordReset: withoutUndefined({ personId: person && globalId('Person', String(person)) }),
    }),
  },
  {
    name: 'collect-forensics',
    about: 'collect memory, event logs and prefetch files',
    example: '--include event-logs',
    options: command =>
      command
        .addOption(
          new RepeatableOption(
            '--include <kind>',
            'memory-dump, event-logs or prefetch; default: all three',
            oneOf(['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH']),
          ),
        )
        .option('--pid <pid>', 'the process whose memory is dumped', integer),
    input: ({ include, pid }) => ({ collectForensics: withoutUndefined({ include, pid }) }),
  },
  {
    name: 'run-script',
    about: 'run a registered script',
    example: '--script 3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60 --timeout 5m',
    options: command =>
      command
        .requiredOption('--script <id>', "the script's id")
        .addOption(new RepeatableOption('--arg <argument>', 'an argument for the script'))
        .option('--timeout <duration>', 'default: 10m', duration),
    input: ({ script, arg, timeout }) => ({
      runScript: withoutUndefined({ scriptId: globalId('Script', String(script)), arguments: arg, timeout }),
    }),
  },
]
