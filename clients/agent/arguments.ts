import { type ParseArgsConfig, parseArgs } from 'node:util'
import { actionTypes, isActionType } from '#protocol/action-type.ts'
import { BadUsage, messageOf } from './failures.ts'
import type { ServerAddress } from './link/tls.ts'

export const USAGE = `Usage:
  agent enroll    --server <host:port> --token <token> --dir <directory>
  agent run       --dir <directory> [--allow KILL_PROCESS,…] [--confine <directory>] [--websocket]
  agent status    --dir <directory>
  agent uninstall --dir <directory>
  agent selftest
Behind an HTTP proxy: HTTPS_PROXY or ALL_PROXY, and NO_PROXY, in the environment.`

export type Invocation =
  | {
      readonly command: 'enroll'
      readonly server: ServerAddress
      readonly token: string
      readonly dir: string
    }
  | {
      readonly command: 'run'
      readonly dir: string
      /** Null: every type. */
      readonly allow: ReadonlySet<string> | null
      readonly confine: string | null
      /** MQTT over WebSocket, as behind a proxy. */
      readonly websocket: boolean
    }
  | { readonly command: 'status' | 'uninstall'; readonly dir: string }
  | { readonly command: 'selftest' }

/** Throws BadUsage that names the argument. */
export function parseArguments(args: readonly string[]): Invocation {
  const [command, ...rest] = args
  switch (command) {
    case 'enroll': {
      const values = readOptions(rest, ['server', 'token', 'dir'])
      return {
        command,
        server: parseServer(required(values, 'server')),
        token: required(values, 'token'),
        dir: required(values, 'dir'),
      }
    }
    case 'run': {
      const websocket = rest.includes('--websocket')
      const values = readOptions(
        rest.filter(argument => argument !== '--websocket'),
        ['dir', 'allow', 'confine'],
      )
      const allow = values['allow'] === undefined ? null : parseTypes(values['allow'])
      return { command, dir: required(values, 'dir'), allow, confine: values['confine'] ?? null, websocket }
    }
    case 'status':
    case 'uninstall':
      return { command, dir: required(readOptions(rest, ['dir']), 'dir') }
    case 'selftest':
      readOptions(rest, [])
      return { command }
    default:
      throw new BadUsage(command === undefined ? 'missing command' : `unknown command: ${command}`)
  }
}

type Values = Readonly<Record<string, string | undefined>>

export function readOptions(args: readonly string[], names: readonly string[]): Values {
  const options: ParseArgsConfig['options'] = {}
  for (const name of names) options[name] = { type: 'string' }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values as Values
  } catch (error) {
    throw new BadUsage(messageOf(error))
  }
}

export function required(values: Values, name: string): string {
  const value = values[name]
  if (!value) throw new BadUsage(`--${name}: missing`)
  return value
}

/** Parses `host:port` or `[v6]:port`; the default port is 443. */
export function parseServer(text: string): ServerAddress {
  const {
    v6,
    name,
    port = '443',
  } = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^:[\]/\s]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups ?? {}
  const host = v6 ?? name
  if (!host || Number(port) < 1 || Number(port) > 65535)
    throw new BadUsage(`--server must be host:port, not ${text}`)
  return { host, port: Number(port) }
}

function parseTypes(text: string): ReadonlySet<string> {
  const types = text.split(',').map(type => type.trim())
  const unknown = types.find(type => !isActionType(type))
  if (unknown !== undefined)
    throw new BadUsage(`--allow must not contain ${unknown}; allowed: ${actionTypes.join(', ')}`)
  return new Set(types)
}
