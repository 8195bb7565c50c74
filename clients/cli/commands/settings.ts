import type { Command } from 'commander'
import type { DefendClient } from '../../sdk/sdk.ts'
import type { Column, Printer } from '../print.ts'
import { openSession } from '../session.ts'
import type { Terminal } from '../terminal.ts'

type Settings = Awaited<ReturnType<DefendClient['settings']['get']>>
type Rule = Awaited<ReturnType<DefendClient['rules']['list']>>[number]

export function addSettingsCommands(program: Command, terminal: Terminal): void {
  program
    .command('settings')
    .description('approval requirements, auto-response and time limits')
    .action(async (_, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      showSettings(printer, await client.settings.get())
    })

  program
    .command('rules')
    .description('response rules: which detections cause which action')
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
    ['Approval of automatic actions', autoResponse.requireApprovalFor],
  ])
  if (printer.isJson) return
  printer.heading('Approval')
  printer.table(approvalRequirements, requirementColumns, '')
}

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
