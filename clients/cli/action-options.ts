import { type Command, InvalidArgumentError } from 'commander'
import type { ActionInput } from '../sdk/sdk.ts'
import { globalId } from './resolve.ts'

/** One kind of action as people type it, for `submit` and for `bulk`. */
export interface ActionCommand {
  readonly name: string
  readonly about: string
  readonly example: string
  /** Seconds that its effect may be limited to. */
  readonly mayEnd?: boolean
  options(command: Command): Command
  input(options: Options): ActionInput
}

/** As commander parsed them; what is not of the action is not read. */
export type Options = Readonly<Record<string, unknown>>

export function integer(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds of `90`, `15m`, `2h`, `7d`. */
export function duration(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(text) ?? []
  if (!amount) throw new InvalidArgumentError('It is a duration such as 90, 15m, 2h or 7d.')
  return Number(amount) * (units[unit] ?? 1)
}

export const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

/** Only what was given: the service's defaults are its own. */
const given = <Input>(input: { [Key in keyof NoInfer<Input>]: unknown }): Input =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Input

export const actionCommands: readonly ActionCommand[] = [
  {
    name: 'kill-process',
    about: 'end a process',
    example: '--pid 4242 --name xmrig',
    options: command =>
      command
        .requiredOption('--pid <pid>', 'which', integer)
        .option('--name <name>', 'only while its executable is called so')
        .option('--started-at <instant>', 'only the one that started then'),
    input: ({ pid, name, startedAt }) => ({
      killProcess: given({ pid, processName: name, startedAt }),
    }),
  },
  {
    name: 'isolate',
    about: 'cut a device off from everything but this service',
    example: '--for 2h',
    mayEnd: true,
    options: command => command.option('--allow <address>', 'stays reachable; may be repeated', collect),
    input: ({ allow }) => ({ isolateDevice: given({ allowAddresses: allow }) }),
  },
  {
    name: 'unisolate',
    about: 'connect it again',
    example: '--note "It was reinstalled"',
    options: command => command.option('--note <text>', 'why'),
    input: ({ note }) => ({ unisolateDevice: given({ note }) }),
  },
  {
    name: 'quarantine',
    about: 'take a file away',
    example: '--path /tmp/dropper',
    options: command =>
      command
        .requiredOption('--path <path>', 'absolute, in the notation of the device')
        .option('--sha256 <hash>', 'only when this is its hash'),
    input: ({ path, sha256 }) => ({ quarantineFile: given({ path, sha256 }) }),
  },
  {
    name: 'block-ip',
    about: 'block an address or a network',
    example: '--address 203.0.113.7 --for 1d',
    mayEnd: true,
    options: command => command.requiredOption('--address <address>', 'IPv4, IPv6 or CIDR'),
    input: ({ address }) => ({ blockIp: given({ address }) }),
  },
  {
    name: 'unblock-ip',
    about: 'unblock it',
    example: '--address 203.0.113.7',
    options: command => command.requiredOption('--address <address>', 'IPv4, IPv6 or CIDR'),
    input: ({ address }) => ({ unblockIp: given({ address }) }),
  },
  {
    name: 'reset-session',
    about: "end a user's session",
    example: '--user mallory',
    options: command => command.option('--user <name>', "whose; the active session's by default"),
    input: ({ user }) => ({ resetUserSession: given({ username: user }) }),
  },
  {
    name: 'force-password-reset',
    about: 'have a person change their password',
    example: '',
    options: command => command.option('--person <id>', "who; the device's person by default"),
    input: ({ person }) => ({
      forcePasswordReset: given({ personId: person && globalId('Person', String(person)) }),
    }),
  },
  {
    name: 'collect-forensics',
    about: 'collect what tells what happened',
    example: '--include EVENT_LOGS',
    options: command =>
      command
        .option(
          '--include <kind>',
          'MEMORY_DUMP, EVENT_LOGS or PREFETCH; may be repeated, all by default',
          collect,
        )
        .option('--pid <pid>', 'whose memory', integer),
    input: ({ include, pid }) => ({ collectForensics: given({ include, pid }) }),
  },
  {
    name: 'run-script',
    about: 'run a registered script',
    example: '--script 3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60 --timeout 5m',
    options: command =>
      command
        .requiredOption('--script <id>', 'which')
        .option('--arg <argument>', 'may be repeated', collect)
        .option('--timeout <duration>', '10m by default', duration),
    input: ({ script, arg, timeout }) => ({
      runScript: given({ scriptId: globalId('Script', String(script)), arguments: arg, timeout }),
    }),
  },
]
