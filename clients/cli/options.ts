import { type Command, InvalidArgumentError, Option } from 'commander'
import { usage } from './exit-codes.ts'

/** An option that can be repeated. Its values are collected in order. */
export class RepeatableOption extends Option {
  constructor(flags: string, description: string, parse: (value: string) => string = value => value) {
    super(flags, `${description}; repeatable`)
    this.argParser((value, before: string[] | undefined) => [...(before ?? []), parse(value)])
  }
}

/**
 * Makes repeated and empty options usage errors, for `command` and its subcommands. By default commander uses the last
 * value and accepts empty ones, which could silently widen a filter or drop a safeguard.
 */
export function refuseAmbiguousOptions(command: Command): void {
  for (const option of command.options) {
    let isGiven = false
    command.on(`option:${option.name()}`, (value: string | null) => {
      const isFlag = !option.required && !option.optional
      const flag = option.long ?? option.flags
      if (isGiven && !isFlag && !(option instanceof RepeatableOption))
        throw usage(`${flag} must not be repeated.`)
      isGiven = true
      // An argument for a script may be empty.
      if (!isFlag && value?.trim() === '' && flag !== '--arg') throw usage(`${flag} must not be empty.`)
    })
  }
  for (const subcommand of command.commands) refuseAmbiguousOptions(subcommand)
}

export function integer(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

export function positive(text: string): number {
  const number = integer(text)
  if (number === 0) throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return number
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Parses a duration such as `90`, `15m`, `2h` or `7d` into seconds. */
export function duration(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(text) ?? []
  if (!amount) throw new InvalidArgumentError('Expected a duration such as 90, 15m, 2h or 7d.')
  return Number(amount) * (units[unit] ?? 1)
}

/** Parses `2026-11-26`, `2026-11-26T09:30Z` (or an offset instead of Z), or `24h` (ago) into an ISO timestamp. */
export function instant(text: string): string {
  const [, amount, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (amount) return new Date(Date.now() - Number(amount) * (units[unit] ?? 0) * 1000).toISOString()
  const iso = /^(\d{4}-\d{2}-)(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text)
  const time = iso ? Date.parse(text) : Number.NaN
  // JavaScript parses 31 June as 1 July.
  const lastDay = iso ? daysIn(text.slice(0, 7)) : 0
  if (!iso || Number.isNaN(time) || Number(iso[2]) > lastDay)
    throw new InvalidArgumentError(
      'Expected 30m, 24h or 7d (ago), a date such as 2026-11-26, or a time such as 2026-11-26T09:30Z.',
    )
  return new Date(time).toISOString()
}

const daysIn = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()

/** Parses one of the names, in any case and with dashes for underscores: `kill-process` means KILL_PROCESS. */
export function oneOf<Name extends string>(names: readonly Name[]) {
  return (text: string): Name => {
    const name = names.find(candidate => candidate === text.toUpperCase().replaceAll('-', '_'))
    if (!name) throw new InvalidArgumentError(`Expected one of ${names.join(', ')}.`)
    return name
  }
}

export function reason(text: string): string {
  if (text.trim().length < 10) throw new InvalidArgumentError('Expected at least 10 characters.')
  return text
}
