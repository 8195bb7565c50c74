import type { Command } from 'commander'

interface Word {
  /** What was typed before it: `bulk isolate`; empty at the top. */
  readonly path: string
  readonly words: readonly string[]
}

/** What may follow each command: its commands and its long options. */
function wordsOf(command: Command, path: readonly string[] = []): Word[] {
  const { commands } = command
  const options = [...command.options, ...rootOf(command).options].flatMap(({ long }) => (long ? [long] : []))
  const words = [...commands.map(sub => sub.name()), ...new Set([...options, '--help'])]
  return [{ path: path.join(' '), words }, ...commands.flatMap(sub => wordsOf(sub, [...path, sub.name()]))]
}

const rootOf = (command: Command): Command => (command.parent ? rootOf(command.parent) : command)

const bash = (words: readonly Word[]): string => `_defend() {
  local word="\${COMP_WORDS[COMP_CWORD]}" path="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -* ]] && break
    path+="\${path:+ }\${COMP_WORDS[i]}"
  done
  case "$path" in
${words.map(({ path, words: all }) => `    '${path}') COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$word")) ;;`).join('\n')}
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _defend defend
`

// zsh runs bash's completions.
const zsh = (words: readonly Word[]): string => `autoload -U +X bashcompinit && bashcompinit\n${bash(words)}`

const fish = (words: readonly Word[]): string =>
  `function __defend_path
  set -l path
  for word in (commandline -opc)[2..]
    string match -q -- '-*' $word; and break
    set -a path $word
  end
  string join ' ' -- $path
end
${words
  .map(
    ({ path, words: all }) =>
      `complete -c defend -f -n 'test "$(__defend_path)" = "${path}"' -a '${all.join(' ')}'`,
  )
  .join('\n')}
`

export const shells = { bash, zsh, fish }

export const completion = (program: Command, shell: keyof typeof shells): string =>
  shells[shell](wordsOf(program))
