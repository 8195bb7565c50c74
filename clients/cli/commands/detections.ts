import { type Command, Option } from 'commander'
import type { DetectionFieldsFragment, DetectionFilter, DetectionStatus, Severity } from '../../sdk/sdk.ts'
import { deviceId } from '../devices.ts'
import { notFound, usage } from '../exit-codes.ts'
import { detectionId, globalId, investigationId } from '../ids.ts'
import { type LimitOptions, limit, pageSize, showList } from '../list.ts'
import { instant, oneOf, RepeatableOption } from '../options.ts'
import type { Column } from '../print.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { granted, minute } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface DetectionsOptions extends LimitOptions {
  readonly severity?: Severity[]
  readonly device?: string
  readonly investigation?: string
  readonly since?: string
  readonly status?: DetectionStatus[]
  readonly search?: string
}

interface TriageOptions extends GlobalOptions {
  readonly status?: DetectionStatus
  readonly assign?: string
  readonly comment?: string
}

const statuses = ['NEW', 'IN_PROGRESS', 'RESOLVED', 'FALSE_POSITIVE'] as const
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const

const detectionColumns: readonly Column<DetectionFieldsFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'DETECTED', of: ({ firedAt }) => minute(firedAt) },
  { title: 'SEVERITY', of: ({ severity }) => severity, kind: 'state' },
  { title: 'DEVICE', of: ({ device }) => device.hostname },
  { title: 'STATUS', of: ({ status }) => status },
  { title: 'ASSIGNEE', of: ({ assignee }) => assignee?.name },
  { title: 'TECHNIQUE', of: ({ technique }) => technique },
  { title: 'RESPONSE', of: ({ actions }) => actions.map(({ type }) => type).join(', ') },
  { title: 'TITLE', of: ({ title }) => title, kind: 'text' },
]

async function filterOf({ client }: Session, options: DetectionsOptions): Promise<DetectionFilter> {
  const { severity, device, investigation, since, status, search } = options
  return {
    ...(severity && { severities: severity }),
    ...(device && { deviceId: await deviceId(client, device) }),
    ...(investigation && { investigationId: await investigationId(client, investigation) }),
    ...(since && { firedAfter: since }),
    ...(status && { statuses: status }),
    ...(search && { search }),
  }
}

export function addDetectionCommands(program: Command, terminal: Terminal): void {
  limit(program.command('detections').description('detections, newest first'))
    .addOption(
      new RepeatableOption('--severity <severity>', severities.join(', ').toLowerCase(), oneOf(severities)),
    )
    .addOption(new RepeatableOption('--status <status>', statuses.join(', ').toLowerCase(), oneOf(statuses)))
    .option('--search <words>', 'words in the title, technique, process or host name')
    .option('-d, --device <device>', 'host name or id')
    .option('--investigation <id>', 'detections of this investigation')
    .option('--since <when>', 'detected in the last 30m, 24h or 7d, or since a time', instant)
    .addHelpText('after', '\nExample:\n  defend detections --severity critical --severity high --since 24h')
    .action(async (options: DetectionsOptions, self: Command) => {
      const session = await openSession(self.optsWithGlobals(), terminal)
      const filter = await filterOf(session, options)
      const found = session.client.detections.list({ filter, pageSize: pageSize(options) })
      await showList(session, options, found, detectionColumns, 'No detections match.')
    })

  program
    .command('detection')
    .description('one detection with its process and the response to it')
    .argument('<detection>', 'full or abbreviated id')
    .action(async (named: string, _, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals(), terminal)
      const detection = await client.detections.get(await detectionId(client, named))
      if (!detection) throw notFound('detection', named)
      const { process, investigation, actions } = detection
      printer.record(detection, [
        ['Detection', detection.title],
        ['Id', detection.rawId],
        ['Severity', detection.severity, 'state'],
        ['Status', detection.status],
        ['Assignee', detection.assignee?.name],
        ['Technique', detection.technique],
        ['Device', detection.device.hostname],
        ['Detected', minute(detection.firedAt)],
        ['Process', process && `${process.name} (pid ${process.pid})`],
        ['Path', process?.path],
        ['SHA-256', process?.sha256],
        ['Started', minute(process?.startedAt ?? null)],
        ['Investigation', investigation && `${investigation.title} ${investigation.rawId}`],
        ['Response', actions.map(({ type, status, rawId }) => `${type} ${status} ${rawId}`)],
      ])
    })

  program
    .command('triage')
    .description('set the status or the assignee of a detection, or comment on it')
    .argument('<detection>', 'full or abbreviated id')
    .addOption(new Option('--status <status>', statuses.join(', ').toLowerCase()).argParser(oneOf(statuses)))
    .option('--assign <analyst>', "me, none or an analyst's id")
    .option('-c, --comment <text>', 'a comment for the ledger')
    .addHelpText('after', '\nExample:\n  defend triage cf92c5cc --status in-progress --assign me')
    .action(async (named: string, _, self: Command) => {
      const options = self.optsWithGlobals<TriageOptions>()
      const { status, assign, comment } = options
      if (!status && !assign && !comment) throw usage('One of --status, --assign and --comment is required.')
      const session = await openSession(options, terminal)
      const { client, printer } = session
      const { detection } = granted(
        await client.detections.update(await detectionId(client, named), {
          ...(status && { status }),
          ...(assign && { assigneeId: await assigneeOf(session, assign) }),
          ...(comment && { comment }),
        }),
      )
      printer.record(detection, [
        ['Detection', detection.title],
        ['Status', detection.status],
        ['Assignee', detection.assignee?.name],
      ])
    })
}

async function assigneeOf({ client }: Session, assign: string): Promise<string | null> {
  if (assign === 'none') return null
  if (assign !== 'me') return globalId('Analyst', assign)
  const viewer = await client.viewer()
  if (!('id' in viewer)) throw usage('--assign me requires a sign-in as an analyst.')
  return viewer.id
}
