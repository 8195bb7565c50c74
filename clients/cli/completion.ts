import type { Command } from 'commander'
import type { DefendClient } from '../sdk/sdk.ts'
import { devicesOf } from './devices.ts'

interface Completion {
  /** The commands typed so far, such as `bulk isolate`; empty at the top level. */
  readonly path: string
  readonly words: readonly string[]
}

/** The words that can follow each command: its subcommands and its long options. */
function wordsOf(command: Command, path: readonly string[] = []): Completion[] {
  const commands = command.commands.filter(sub => sub.name() !== candidatesCommand)
  const options = [...command.options, ...rootOf(command).options].flatMap(({ long }) => (long ? [long] : []))
  const words = [...commands.map(sub => sub.name()), ...new Set([...options, '--help'])]
  return [{ path: path.join(' '), words }, ...commands.flatMap(sub => wordsOf(sub, [...path, sub.name()]))]
}

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command)

/** The hidden command from which shells get host names and ids. */
export const candidatesCommand = '__candidates'

/** The list that completes the first argument of each command. */
const argumentsOf: Readonly<Record<string, CandidateKind>> = {
  device: 'devices',
  action: 'actions',
  approve: 'pending',
  reject: 'pending',
  cancel: 'open',
  detection: 'detections',
  ...Object.fromEntries(
    ['approve', 'reject', 'cancel', 'pause', 'resume', 'watch'].map(verb => [`bulk ${verb}`, 'bulks']),
  ),
}

const maxCandidates = 100
type CandidateKind = 'devices' | 'actions' | 'pending' | 'open' | 'detections' | 'bulks'

/** Devices choose their own host names, so only names without shell metacharacters are used. */
const isHarmless = (word: string) => /^[\w][\w.-]*$/.test(word)

async function firstOf(items: AsyncIterable<{ readonly rawId: string }>): Promise<string[]> {
  const ids: string[] = []
  for await (const { rawId } of items) if (ids.push(rawId) >= maxCandidates) break
  return ids
}

/** Host names with this prefix, or the newest ids. */
export async function candidates(client: DefendClient, kind: string, beginning: string): Promise<string[]> {
  const all = await listOf(client, kind, beginning)
  return all.filter(word => isHarmless(word) && word.toLowerCase().startsWith(beginning.toLowerCase()))
}

async function listOf(client: DefendClient, kind: string, beginning: string): Promise<string[]> {
  const pageSize = maxCandidates
  switch (kind) {
    case 'devices': {
      const names: string[] = []
      for await (const { hostname } of devicesOf(client, {
        ...(beginning && { hostnameContains: beginning }),
      }))
        if (names.push(hostname) >= maxCandidates) break
      return names
    }
    case 'actions':
      return firstOf(client.history({ pageSize }))
    case 'pending':
      return firstOf(client.history({ pageSize, filter: { awaitingMyApproval: true } }))
    case 'open':
      return firstOf(client.history({ pageSize, filter: { statuses: ['PENDING_APPROVAL', 'QUEUED'] } }))
    case 'detections':
      return firstOf(client.detections.list({ pageSize }))
    case 'bulks':
      return firstOf(client.bulkActions({ pageSize }))
    default:
      return []
  }
}

// `compgen -W` would expand `$(…)` in data from the service, so the script compares candidates as plain text.
const bash = (words: readonly Completion[]): string => `_defend_candidates() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    [[ $candidate == "$2"* ]] && COMPREPLY+=("$candidate")
  done < <("\${COMP_WORDS[0]}" ${candidatesCommand} "$1" "$2" 2>/dev/null)
}
_defend() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" path="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -* ]] && break
    path+="\${path:+ }\${COMP_WORDS[i]}"
  done
  case "$previous" in
    -d | --device) _defend_candidates devices "$word"; return ;;
    --detection) _defend_candidates detections "$word"; return ;;
  esac
  if [[ $word != -* ]]; then
    case "$path" in
${Object.entries(argumentsOf)
  .map(([path, kind]) => `      '${path}') _defend_candidates ${kind} "$word"; return ;;`)
  .join('\n')}
    esac
  fi
  case "$path" in
${words.map(({ path, words: all }) => `    '${path}') COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$word")) ;;`).join('\n')}
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _defend defend
`

// zsh can run bash completions.
const zsh = (words: readonly Completion[]): string =>
  `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`

const fish = (words: readonly Completion[]): string =>
  `function __defend_path
  set -l path
  for word in (commandline -opc)[2..]
    string match -q -- '-*' $word; and break
    set -a path $word
  end
  string join ' ' -- $path
end
function __defend_candidates
  command defend ${candidatesCommand} $argv[1] (commandline -ct) 2>/dev/null
end
${[
  ...words.map(
    ({ path, words: all }) =>
      `complete -c defend -f -n 'test "$(__defend_path)" = "${path}"' -a '${all.join(' ')}'`,
  ),
  ...Object.entries(argumentsOf).map(
    ([path, kind]) =>
      `complete -c defend -f -n 'test "$(__defend_path)" = "${path}"' -a '(__defend_candidates ${kind})'`,
  ),
  `complete -c defend -f -n 'contains -- (commandline -opc)[-1] -d --device' -a '(__defend_candidates devices)'`,
].join('\n')}
`

export const shells = { bash, zsh, fish }

export const completion = (program: Command, shell: keyof typeof shells): string =>
  shells[shell](wordsOf(program))
