import { t } from '@lingui/core/macro'
import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { ScriptsDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { Panel } from '../../ui/parts.tsx'
import type { DeviceDetails } from '../action/details.ts'
import { completionsOf, type Surroundings } from './commands.ts'
import { EntryLine } from './entry.tsx'
import { useCommandLine } from './use-command-line.ts'

/** Response by command. Every line passes the same preview, confirmation and approvals as the Submit screen. */
export function CommandLine({ device }: { readonly device: DeviceDetails }) {
  const { data } = useData(ScriptsDocument, { first: 100 })
  const around: Surroundings = {
    scripts: (data?.scripts.edges ?? []).flatMap(({ node }) => (node.retiredAt ? [] : [node])),
    processes: device.detections.edges.flatMap(({ node }) => node.process ?? []),
    blockedAddresses: device.containment.blockedAddresses,
  }
  const { entries, prompt, line, setLine, enter, discard, recall } = useCommandLine(device, around)
  const completions = prompt.step === 'command' && line !== '' ? completionsOf(line, around) : []
  const log = useRef<HTMLOListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when an entry is added or answered
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [entries])

  function onKeyDown(event: KeyboardEvent) {
    const [first] = completions
    if (event.key === 'Tab' && first !== undefined && !event.shiftKey) setLine(first)
    else if (event.key === 'ArrowUp') recall(-1)
    else if (event.key === 'ArrowDown') recall(1)
    else if (event.key === 'Escape' && prompt.step !== 'command') discard()
    else return
    event.preventDefault()
  }

  return (
    <Panel title={t`Command line`}>
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
        <ol ref={log} className="command-log" tabIndex={0} aria-label={t`Commands`} aria-live="polite">
          {entries.map(entry => (
            <EntryLine key={entry.key} entry={entry} />
          ))}
        </ol>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          void enter()
        }}
      >
        <TextInput
          aria-label={t`Command`}
          placeholder={prompt.step === 'command' ? t`kill, isolate, block, quarantine, script, help` : ''}
          description={prompt.hint}
          inputWrapperOrder={['label', 'input', 'description']}
          classNames={{ input: 'mono' }}
          autoComplete="off"
          spellCheck={false}
          value={line}
          onChange={event => setLine(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </form>
      {completions.length > 0 && (
        <div className="dim mono" role="status" aria-label={t`Completions`}>
          <kbd>Tab</kbd> {completions.slice(0, 6).join(' · ')}
        </div>
      )}
    </Panel>
  )
}
