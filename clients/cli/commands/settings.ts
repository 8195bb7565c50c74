import type { Command } from 'commander'
import type { DefendClient } from '../../sdk/sdk.ts'
import { globalId, isAbbreviated, isAbbreviationOf, onlyOne } from '../ids.ts'
import type { Column, Printer } from '../print.ts'
import { type GlobalOptions, openSession } from '../session.ts'
import { granted, minute, nameOf } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface DecideOptions extends GlobalOptions {
  readonly comment?: string
}

type Settings = Awaited<ReturnType<DefendClient['settings']['get']>>
type Rule = Awaited<ReturnType<DefendClient['rules']['list']>>[number]

export function addSettingsCommands(program: Command, terminal: Terminal): void {
  const settings = program
    .command('settings')
    .description('approval requirements, auto-response, timeouts and pending changes')
    .action(async (_, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      showSettings(printer, await client.settings.get())
    })

  for (const [verb, decision] of [
    ['approve', 'APPROVED'],
    ['reject', 'REJECTED'],
  ] as const)
    settings
      .command(verb)
      .description(`${verb} a pending change of the settings`)
      .argument('<change>', 'full or abbreviated id')
      .option('-c, --comment <text>', 'a comment for the ledger')
      .action(async (named: string, _, self: Command) => {
        const options = self.optsWithGlobals<DecideOptions>()
        const { client, printer } = await openSession(options, terminal)
        const id = await pendingChangeId(client, named)
        const input = { id, decision, ...(options.comment && { comment: options.comment }) }
        showSettings(printer, granted(await client.settings.decide(input)).settings)
      })

  program
    .command('rules')
    .description('response rules: the actions that detections trigger')
    .action(async (_, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      printer.table(await client.rules.list(), ruleColumns, 'No rules.')
    })
}

function showSettings(printer: Printer, settings: Settings): void {
  const { autoResponse, approvalRequirements } = settings
  const { activeHours } = autoResponse
  printer.record(settings, [
    ['Verification delay', `${settings.verificationDelay} s`],
    ['Queue timeout', `${settings.queueTimeout} s`],
    ['Approval timeout', `${settings.approvalTimeout} s`],
    ['Auto-response', autoResponse.enabled ? 'on' : 'off'],
    ['Isolate on critical', autoResponse.isolateOnCritical],
    ['Kill on high', autoResponse.killOnHigh],
    [
      'Active hours',
      activeHours
        ? `${activeHours.from}–${activeHours.to} ${activeHours.timeZone}, ${activeHours.days.join(' ')}`
        : 'always',
    ],
    ['Automatic actions per hour', autoResponse.maxPerHour],
    ['Automatic actions that need approval', autoResponse.requireApprovalFor],
  ])
  if (printer.isJson) return
  printer.heading('Approval requirements')
  printer.table(approvalRequirements, requirementColumns, '')
  if (settings.pendingChanges.length === 0) return
  printer.heading('Changes waiting for a second administrator')
  printer.table(settings.pendingChanges, pendingColumns, '')
}

async function pendingChangeId(client: DefendClient, named: string): Promise<string> {
  if (!isAbbreviated(named)) return globalId('PendingSettingsChange', named)
  const { pendingChanges } = await client.settings.get()
  const found = pendingChanges.map(({ rawId }) => rawId).filter(id => isAbbreviationOf(named, id))
  return globalId('PendingSettingsChange', onlyOne('pending change', named, found))
}

const pendingColumns: readonly Column<Settings['pendingChanges'][number]>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'PROPOSED', of: ({ proposedAt }) => minute(proposedAt) },
  { title: 'BY', of: ({ proposedBy }) => nameOf(proposedBy) },
  { title: 'BEFORE', of: ({ before }) => JSON.stringify(before) },
  { title: 'AFTER', of: ({ after }) => JSON.stringify(after) },
]

const requirementColumns: readonly Column<Settings['approvalRequirements'][number]>[] = [
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'REQUIRED', of: ({ required }) => required },
  { title: 'APPROVALS', of: ({ approvals }) => approvals },
]

const ruleColumns: readonly Column<Rule>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'NAME', of: ({ name }) => name, kind: 'text' },
  { title: 'ENABLED', of: ({ enabled }) => enabled },
  { title: 'ACTION', of: ({ action }) => action },
  { title: 'SEVERITIES', of: ({ severities }) => severities.join(', ') || 'all' },
  { title: 'TECHNIQUES', of: ({ techniques }) => techniques.join(', ') || 'all' },
  { title: 'TITLE CONTAINS', of: ({ titleContains }) => titleContains },
]
