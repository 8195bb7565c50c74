import type { ReportedContainment } from '#app/device/device-ports.ts'
import type { Platform as DomainPlatform } from '#domain/catalog/action-types.ts'
import { builder } from '../builder.ts'
import type { DeviceRow } from '../context.ts'
import { Platform } from './enums.ts'

type File = ReportedContainment['quarantinedFiles'][number]

const QuarantinedFile = builder.objectRef<File>('QuarantinedFile').implement({
  description: 'A quarantined file in the vault of a device.',
  fields: t => ({
    originalPath: t.exposeString('originalPath', { description: 'The path before the quarantine.' }),
    sha256: t.exposeString('sha256', { description: "The file's SHA-256, in hex." }),
    quarantinedAt: t.expose('quarantinedAt', {
      description: 'When the file was quarantined.',
      type: 'DateTime',
    }),
  }),
})

const Containment = builder.objectRef<DeviceRow>('Containment').implement({
  description: 'Containment as the device last reported it.',
  fields: t => ({
    isolated: t.exposeBoolean('isolated', { description: 'Whether the device is isolated.' }),
    isolatedSince: t.expose('isolatedSince', {
      description: 'When the isolation began.',
      type: 'DateTime',
      nullable: true,
    }),
    blockedAddresses: t.exposeStringList('blockedAddresses', {
      description: 'The blocked addresses.',
    }),
    quarantinedFiles: t.field({
      description: "The files in the device's vault.",
      type: [QuarantinedFile],
      resolve: ({ quarantinedFiles }) => quarantinedFiles as unknown as File[],
    }),
    reportedAt: t.expose('reportedAt', {
      description: 'When the device last reported. Null if it never has.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

export const Device = builder.prismaNode('Device', {
  description: 'A machine on which the agent is enrolled.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in MQTT topics, certificates and exports.' }),
    hostname: t.exposeString('hostname', { description: 'As reported by the agent.' }),
    platform: t.field({
      description: 'The operating system.',
      type: Platform,
      resolve: ({ platform }) => platform as DomainPlatform,
    }),
    online: t.boolean({
      description: 'Whether the device is connected now.',
      resolve: ({ connectedTo }) => connectedTo !== null,
    }),
    lastSeenAt: t.expose('lastSeenAt', {
      description: 'When the device was last connected. Null if it never was.',
      type: 'DateTime',
      nullable: true,
    }),
    ipAddresses: t.exposeStringList('ipAddresses', { description: 'As reported by the agent.' }),
    agentVersion: t.exposeString('agentVersion', {
      description: 'As reported by the agent.',
      nullable: true,
    }),
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
      description: 'When the device got its first certificate.',
      type: 'DateTime',
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'When it was revoked. Null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
    certificateExpiresAt: t.expose('certificateExpiresAt', {
      description: 'When the newest certificate expires.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
