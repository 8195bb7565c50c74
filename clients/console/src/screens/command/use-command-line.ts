import { t } from '@lingui/core/macro'
import { useRef, useState } from 'react'
import { PreviewDocument, type SubmitActionInput, SubmitDocument } from '../../../generated/documents.ts'
import { failureOf, useChange } from '../../api/use-data.ts'
import { useSdk } from '../../api/use-subscription.ts'
import type { DeviceDetails } from '../action/details.ts'
import { justificationFault } from '../submit/fields.ts'
import { type Command, parseCommand, type Surroundings } from './commands.ts'
import type { Answer, Entry } from './entry.tsx'

/** What the next line means. */
export type Prompt =
  | { readonly step: 'command'; readonly hint: string }
  | { readonly step: 'justification'; readonly hint: string; readonly command: Command }
  | {
      readonly step: 'confirmation'
      readonly hint: string
      readonly input: SubmitActionInput
      /** What the line must be. */
      readonly expected: string
    }

const atCommand: Prompt = { step: 'command', hint: '' }

/** A dialog by lines: command, justification if it is missing, preview, confirmation, submission. */
export function useCommandLine(
  { id: deviceId, hostname }: Pick<DeviceDetails, 'id' | 'hostname'>,
  around: Surroundings,
) {
  const sdk = useSdk()
  const submit = useChange(SubmitDocument)
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const [prompt, setPrompt] = useState<Prompt>(atCommand)
  const [line, setLine] = useState('')
  const recalled = useRef(0)
  const lines = entries.map(entry => entry.line).filter((text, at, all) => text && text !== all[at - 1])

  const add = (text: string, answer: Answer | null): number => {
    const key = Date.now() + Math.random()
    setEntries(before => [...before, { key, line: text, answer }])
    return key
  }
  const answer = (key: number, given: Answer) =>
    setEntries(before => before.map(entry => (entry.key === key ? { ...entry, answer: given } : entry)))

  async function preview(text: string, command: Command, justification: string): Promise<void> {
    const key = add(text, null)
    const fault = justificationFault(justification)
    if (fault) {
      setPrompt({ step: 'justification', hint: t`Why? Approvers and auditors read this.`, command })
      return answer(key, { kind: 'fault', text: t`Justification: ${fault}` })
    }
    const { action, effectFor } = command
    // One key for all attempts, so that a retry never submits twice.
    const input = { deviceId, action, justification, effectFor, idempotencyKey: crypto.randomUUID() }
    try {
      const { previewAction } = await sdk.request(PreviewDocument, { input })
      if (previewAction.refusal) {
        setPrompt(atCommand)
        return answer(key, { kind: 'fault', text: previewAction.refusal.message })
      }
      answer(key, { kind: 'preview', command, preview: previewAction })
      const expected = previewAction.destructive ? hostname : t`yes`
      setPrompt({
        step: 'confirmation',
        hint: t`Type ${expected} to submit. Anything else, or Escape, discards it.`,
        input,
        expected,
      })
    } catch (error) {
      setPrompt(atCommand)
      answer(key, { kind: 'fault', text: failureOf(error).message })
    }
  }

  async function confirm(text: string, input: SubmitActionInput, expected: string): Promise<void> {
    setPrompt(atCommand)
    if (text !== expected) return void add(text, { kind: 'note', text: t`Discarded; nothing was submitted.` })
    const key = add(text, null)
    const outcome = await submit({ input })
    if (outcome.ok) answer(key, { kind: 'action', id: outcome.action.id })
    else {
      const isLost = outcome.error.code === 'NETWORK'
      answer(key, { kind: 'fault', text: outcome.error.message })
      if (isLost)
        setPrompt({
          ...{ step: 'confirmation', input, expected },
          hint: t`The answer was lost. Type ${expected} again: it is submitted only once.`,
        })
    }
  }

  async function enter(): Promise<void> {
    const text = line.trim()
    if (text === '') return
    setLine('')
    recalled.current = 0
    if (prompt.step === 'confirmation') return confirm(text, prompt.input, prompt.expected)
    if (prompt.step === 'justification') return preview(text, prompt.command, text)
    const parsed = parseCommand(text, around)
    if (parsed.kind === 'help') return void add(text, { kind: 'help' })
    if (parsed.kind === 'fault') return void add(text, { kind: 'fault', text: parsed.message })
    const { command } = parsed
    if (command.justification !== '') return preview(text, command, command.justification)
    add(text, { kind: 'note', text: t`Justification?` })
    setPrompt({ step: 'justification', hint: t`Why? Approvers and auditors read this.`, command })
  }

  function discard(): void {
    setLine('')
    setPrompt(atCommand)
    add('', { kind: 'note', text: t`Discarded; nothing was submitted.` })
  }

  /** Shows an earlier (-1) or later (1) line. */
  function recall(by: -1 | 1): void {
    recalled.current = Math.min(lines.length, Math.max(0, recalled.current - by))
    setLine(recalled.current === 0 ? '' : (lines.at(-recalled.current) ?? ''))
  }

  return { entries, prompt, line, setLine, enter, discard, recall }
}
