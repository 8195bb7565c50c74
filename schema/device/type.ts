import type { ReportedContainment } from '#app/ports.ts'
import type { Platform as DomainPlatform } from '#domain/catalog/action-types.ts'
import { builder } from '../builder.ts'
import type { DeviceRow } from '../context.ts'
import { Platform } from './enums.ts'

type File = ReportedContainment['quarantinedFiles'][number]

const QuarantinedFile = builder.objectRef<File>('QuarantinedFile').implement({
  description: 'A file in the vault of a device.',
  fields: t => ({
    originalPath: t.exposeString('originalPath', { description: 'Where it was.' }),
    sha256: t.exposeString('sha256', { description: "The file's SHA-256, in hex." }),
    quarantinedAt: t.expose('quarantinedAt', { description: 'When it was put away.', type: 'DateTime' }),
  }),
})

const Containment = builder.objectRef<DeviceRow>('Containment').implement({
  description: 'Containment as the device last reported it.',
  fields: t => ({
    isolated: t.exposeBoolean('isolated', { description: 'Whether it is cut off.' }),
    isolatedSince: t.expose('isolatedSince', {
      description: 'When the isolation began.',
      type: 'DateTime',
      nullable: true,
    }),
    blockedAddresses: t.exposeStringList('blockedAddresses', {
      description: 'The addresses that it blocks.',
    }),
    quarantinedFiles: t.field({
      description: 'The files in its vault.',
      type: [QuarantinedFile],
      resolve: ({ quarantinedFiles }) => quarantinedFiles as unknown as File[],
    }),
    reportedAt: t.expose('reportedAt', {
      description: 'When it last said so; null: never.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

export const Device = builder.prismaNode('Device', {
  description: 'A machine with an agent.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that MQTT topics, certificates and exports use.' }),
    hostname: t.exposeString('hostname', { description: 'As the agent reports it.' }),
    platform: t.field({
      description: 'The operating system.',
      type: Platform,
      resolve: ({ platform }) => platform as DomainPlatform,
    }),
    online: t.boolean({
      description: 'Whether it is connected now.',
      resolve: ({ connectedTo }) => connectedTo !== null,
    }),
    lastSeenAt: t.expose('lastSeenAt', {
      description: 'When it was last heard of; null: never.',
      type: 'DateTime',
      nullable: true,
    }),
    ipAddresses: t.exposeStringList('ipAddresses', { description: 'As the agent reports them.' }),
    agentVersion: t.exposeString('agentVersion', { description: 'As the agent reports it.', nullable: true }),
    containment: t.field({
      description:
        'Containment as the device last reported it, which may differ from what completed actions should have left; see drift.',
      type: Containment,
      resolve: device => device,
    }),
    labels: t.exposeStringList('labels', {
      description:
        'Free text set by analysts, lower case, sorted; for filters and for choosing the devices of a bulk.',
    }),
    enrolledAt: t.expose('enrolledAt', {
      description: 'When it got its first certificate.',
      type: 'DateTime',
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'When it was revoked; null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
    certificateExpiresAt: t.expose('certificateExpiresAt', {
      description: 'When its newest certificate ends.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
