import { isIP } from 'node:net'
import { badCommand, notSupported, type OpenC2Response } from './response.ts'

/** The target device in the command. */
export type DeviceName = { readonly rawId: string } | { readonly hostname: string }

export type Command =
  | { readonly kind: 'features'; readonly features: readonly Feature[] }
  | {
      readonly kind: 'act'
      /** `ActionInput` of the GraphQL API. */
      readonly action: Json
      readonly devices: readonly DeviceName[]
      /** Labels: the command applies to all devices with at least one of them. */
      readonly groups: readonly string[]
      /** Seconds. */
      readonly effectFor: number | null
      readonly justification: string
      readonly commandId: string | null
    }

export const features = ['versions', 'profiles', 'pairs', 'rate_limit'] as const
export type Feature = (typeof features)[number]

/** The supported pairs of action and target. */
export const pairs: Readonly<Record<string, readonly string[]>> = {
  query: ['features'],
  contain: ['device', 'file'],
  allow: ['device', 'ipv4_net', 'ipv6_net'],
  deny: ['ipv4_net', 'ipv6_net'],
  stop: ['process'],
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Thrown while a command is parsed, and converted to a response. */
class Refusal extends Error {
  readonly response: OpenC2Response
  constructor(response: OpenC2Response) {
    super(response.status_text)
    this.response = response
  }
}
const refuse = (response: OpenC2Response): never => {
  throw new Refusal(response)
}

/** Parses a command of OpenC2 Language 1.0 with the Endpoint Response profile, or returns the response that refuses it. */
export function parseCommand(json: unknown): Command | { readonly response: OpenC2Response } {
  try {
    return parse(json)
  } catch (error) {
    if (error instanceof Refusal) return { response: error.response }
    throw error
  }
}

function parse(json: unknown): Command {
  const command = object(json, 'the command')
  onlyKnown(command, ['action', 'target', 'args', 'actuator', 'command_id'], '')
  const action = text(command['action'], 'action')
  const target = object(command['target'], 'target')
  const [type, ...others] = Object.keys(target)
  if (type === undefined || others.length > 0) return refuse(badCommand('target must have exactly one type.'))
  if (!(Object.hasOwn(pairs, action) && pairs[action]?.includes(type)))
    return refuse(notSupported(`${action} ${type} is not supported.`))
  checkActuator(command['actuator'])
  const commandId = optional(command['command_id'], value => text(value, 'command_id'))
  const args = optional(command['args'], value => object(value, 'args')) ?? {}
  if (type === 'features') return parseQuery(target[type], args)
  return parseAct(action, type, target[type], args, commandId)
}

function parseQuery(wanted: unknown, args: Json): Command {
  onlyKnown(args, ['response_requested'], 'args.')
  const requested = args['response_requested']
  if (requested !== undefined && requested !== 'complete')
    return refuse(badCommand('args.response_requested must be "complete" for query features.'))
  const named = list(wanted, 'target.features').map(name => {
    const feature = features.find(known => known === name)
    return (
      feature ??
      refuse(
        badCommand(
          `target.features must not contain ${JSON.stringify(name)}; the features are ${features.join(', ')}.`,
        ),
      )
    )
  })
  if (new Set(named).size < named.length)
    return refuse(badCommand('target.features must not contain duplicates.'))
  return { kind: 'features', features: named }
}

function parseAct(
  action: string,
  type: string,
  target: unknown,
  args: Json,
  commandId: string | null,
): Command {
  for (const name of ['start_time', 'stop_time'])
    if (name in args) return refuse(notSupported(`args.${name} is not supported.`))
  onlyKnown(args, ['duration', 'response_requested', 'comment', 'er'], 'args.')
  const requested = args['response_requested'] ?? 'complete'
  if (!['none', 'ack', 'status', 'complete'].includes(String(requested)))
    return refuse(badCommand('args.response_requested must be none, ack, status or complete.'))
  const er = optional(args['er'], value => object(value, 'args.er')) ?? {}
  const downstream = parseDownstream(er)
  const own = type === 'device' ? parseDevice(target, 'target.device') : []
  const devices = [...own, ...downstream.devices]
  if (devices.length === 0 && downstream.groups.length === 0)
    return refuse(badCommand('args.er.downstream_device must have at least one device or device group.'))
  const comment = optional(args['comment'], value => text(value, 'args.comment'))
  return {
    kind: 'act',
    action: actionOf(action, type, target, er),
    devices,
    groups: downstream.groups,
    effectFor: optional(args['duration'], parseDuration),
    justification: comment ?? (commandId === null ? 'OpenC2 command' : `OpenC2 command ${commandId}`),
    commandId,
  }
}

function actionOf(action: string, type: string, target: unknown, er: Json): Json {
  const isIsolation = action === 'contain' && type === 'device'
  onlyKnown(
    er,
    ['downstream_device', ...(isIsolation ? ['device_containment', 'permitted_addresses'] : [])],
    'args.er.',
  )
  switch (`${action} ${type}`) {
    case 'contain device':
      return { isolateDevice: { allowAddresses: parseIsolation(er) } }
    case 'allow device':
      return { unisolateDevice: {} }
    case 'contain file':
      return { quarantineFile: parseFile(target) }
    case 'stop process':
      return { killProcess: parseProcess(target) }
    case 'deny ipv4_net':
    case 'deny ipv6_net':
      return { blockIp: { address: parseNet(target, type) } }
    default:
      return { unblockIp: { address: parseNet(target, type) } }
  }
}

/** Addresses that stay reachable. */
function parseIsolation(er: Json): readonly string[] {
  const containment = er['device_containment'] ?? 'network_isolation'
  if (containment !== 'network_isolation')
    return refuse(notSupported('args.er.device_containment: only network_isolation is supported.'))
  const permitted = optional(er['permitted_addresses'], value => object(value, 'args.er.permitted_addresses'))
  if (!permitted) return []
  if (permitted['domain_name'] !== undefined)
    return refuse(notSupported('args.er.permitted_addresses.domain_name is not supported.'))
  onlyKnown(permitted, ['ipv4_net', 'ipv6_net'], 'args.er.permitted_addresses.')
  return ['ipv4_net', 'ipv6_net'].flatMap(type =>
    permitted[type] === undefined
      ? []
      : list(permitted[type], `args.er.permitted_addresses.${type}`).map(net => parseNet(net, type)),
  )
}

function parseFile(target: unknown): Json {
  const file = object(target, 'target.file')
  onlyKnown(file, ['path', 'hashes'], 'target.file.', ['name'])
  const hashes = optional(file['hashes'], value => object(value, 'target.file.hashes')) ?? {}
  onlyKnown(hashes, ['sha256'], 'target.file.hashes.', ['md5', 'sha1'])
  return {
    path: text(file['path'], 'target.file.path'),
    ...(hashes['sha256'] !== undefined && { sha256: text(hashes['sha256'], 'target.file.hashes.sha256') }),
  }
}

function parseProcess(target: unknown): Json {
  const process = object(target, 'target.process')
  onlyKnown(process, ['pid', 'name'], 'target.process.', ['cwd', 'executable', 'parent', 'command_line'])
  const { pid, name } = process
  if (!Number.isInteger(pid)) return refuse(badCommand('target.process.pid must be an integer.'))
  return { pid, ...(name !== undefined && { processName: text(name, 'target.process.name') }) }
}

function parseNet(value: unknown, type: string): string {
  const net = text(value, type)
  const family = isIP(net.split('/')[0] ?? '')
  return family === (type === 'ipv4_net' ? 4 : 6) ? net : refuse(badCommand(`${net} is not an ${type}.`))
}

function parseDownstream(er: Json): { devices: readonly DeviceName[]; groups: readonly string[] } {
  const path = 'args.er.downstream_device'
  const downstream = optional(er['downstream_device'], value => object(value, path)) ?? {}
  onlyKnown(downstream, ['devices', 'device_groups'], `${path}.`, ['tenant_id'])
  const devices = optional(downstream['devices'], value => list(value, `${path}.devices`)) ?? []
  const groups = optional(downstream['device_groups'], value => list(value, `${path}.device_groups`)) ?? []
  return {
    devices: devices.flatMap((device, i) => parseDevice(device, `${path}.devices.${i}`)),
    groups: groups.map((group, i) => text(group, `${path}.device_groups.${i}`)),
  }
}

/** Empty for `{}`, in which case `downstream_device` has the device. */
function parseDevice(value: unknown, path: string): readonly DeviceName[] {
  const device = object(value, path)
  onlyKnown(device, ['device_id', 'hostname'], `${path}.`, ['idn_hostname'])
  if (device['device_id'] !== undefined) return [{ rawId: text(device['device_id'], `${path}.device_id`) }]
  if (device['hostname'] !== undefined) return [{ hostname: text(device['hostname'], `${path}.hostname`) }]
  return []
}

function checkActuator(value: unknown): void {
  const actuator = optional(value, actuator => object(actuator, 'actuator')) ?? {}
  for (const [profile, specifiers] of Object.entries(actuator)) {
    if (profile !== 'er') refuse(notSupported(`The actuator profile ${profile} is not supported.`))
    for (const name of Object.keys(object(specifiers, 'actuator.er')))
      refuse(
        notSupported(`actuator.er.${name} is not supported; put devices into args.er.downstream_device.`),
      )
  }
}

/** Converts milliseconds to whole seconds. */
function parseDuration(value: unknown): number {
  const isDuration = typeof value === 'number' && Number.isSafeInteger(value) && value > 0
  return isDuration
    ? Math.ceil(value / 1000)
    : refuse(badCommand('args.duration must be a positive integer of milliseconds.'))
}

const optional = <T>(value: unknown, read: (value: unknown) => T): T | null =>
  value === undefined ? null : read(value)

const object = (value: unknown, path: string): Json =>
  isObject(value) ? value : refuse(badCommand(`${path} must be an object.`))

const text = (value: unknown, path: string): string =>
  typeof value === 'string' && value !== ''
    ? value
    : refuse(badCommand(`${path} must be a non-empty string.`))

const list = (value: unknown, path: string): readonly unknown[] =>
  Array.isArray(value) ? value : refuse(badCommand(`${path} must be an array.`))

/** @param unsupported fields that the Language defines but this actuator does not support */
function onlyKnown(
  value: Json,
  known: readonly string[],
  path: string,
  unsupported: readonly string[] = [],
): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue
    if (unsupported.includes(name)) refuse(notSupported(`${path}${name} is not supported.`))
    refuse(badCommand(`${path}${name} is not allowed here.`))
  }
}
