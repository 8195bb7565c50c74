import type {
  Severity as DomainSeverity,
  DetectionStatus as DomainStatus,
  DetectedProcess as Process,
} from '#domain/detection/detection.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'
import { Device } from '../device/type.ts'
import { Analyst } from '../viewer/type.ts'
import { DetectionStatus, Severity } from './enums.ts'

const DetectedProcess = builder.objectRef<Process>('DetectedProcess').implement({
  description: 'The process in a detection.',
  fields: t => ({
    pid: t.exposeInt('pid', { description: 'The process id.' }),
    name: t.exposeString('name', { description: 'The name of the executable.' }),
    path: t.exposeString('path', { description: 'The path of the executable.', nullable: true }),
    sha256: t.exposeString('sha256', {
      description: 'The SHA-256 of the executable, in hex.',
      nullable: true,
    }),
    startedAt: t.expose('startedAt', {
      description: 'When the process started.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

export const Detection = builder.prismaNode('Detection', {
  description: 'Suspicious activity on a device, reported by a detector.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in exports.' }),
    title: t.exposeString('title', { description: 'A title for people.' }),
    severity: t.field({
      description: 'The severity.',
      type: Severity,
      resolve: ({ severity }) => severity as DomainSeverity,
    }),
    technique: t.exposeString('technique', {
      description: 'MITRE ATT&CK technique id, T1059.001.',
      nullable: true,
    }),
    device: t.relation('device', { description: 'The device on which it was detected.', type: Device }),
    process: t.field({
      description: 'The process; null if it is not known.',
      type: DetectedProcess,
      nullable: true,
      resolve: ({ process }) => process as unknown as Process | null,
    }),
    firedAt: t.expose('firedAt', { description: 'When the activity was detected.', type: 'DateTime' }),
    status: t.field({
      description: 'The triage status.',
      type: DetectionStatus,
      resolve: ({ status }) => status as DomainStatus,
    }),
    assignee: t.relation('assignee', { description: 'Who works on it.', type: Analyst, nullable: true }),
    actions: t.relation('actions', {
      description: 'What this detection triggered, whether by hand or by a rule.',
      type: ResponseAction,
      query: { orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }] },
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'detection', t =>
  t.relation('detection', {
    description: 'The detection that the action responds to.',
    type: Detection,
    nullable: true,
  }),
)
