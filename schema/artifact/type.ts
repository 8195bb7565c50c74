import type { ArtifactKind as Kind } from '#domain/action/artifact-kind.ts'
import { hasRight } from '#domain/people/actor.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'

const ArtifactKind = builder.enumType('ArtifactKind', {
  description: 'The kinds of files that devices upload.',
  values: {
    MEMORY_DUMP: { description: 'The memory of a process or of the whole machine.' },
    EVENT_LOGS: { description: "The system's event logs." },
    PREFETCH: { description: 'The programs that were started, with times.' },
    OTHER: { description: 'Something else.' },
  },
})

export const Artifact = builder.prismaNode('Artifact', {
  description: 'A file from a device; `url` streams it, null without the right to read it.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in the download URL.' }),
    name: t.exposeString('name', { description: 'The file name that the device reported.' }),
    kind: t.field({
      description: 'The kind of content.',
      type: ArtifactKind,
      resolve: ({ kind }) => kind as Kind,
    }),
    size: t.float({ description: 'The size in bytes.', resolve: ({ size }) => Number(size) }),
    sha256: t.exposeString('sha256', {
      description: 'The SHA-256 of the received content, in lower-case hex.',
    }),
    receivedAt: t.field({
      description: 'When the upload was complete.',
      type: 'DateTime',
      resolve: ({ receivedAt, announcedAt }) => receivedAt ?? announcedAt,
    }),
    url: t.string({
      description: "A download URL relative to the API's address, valid for 60 seconds.",
      extensions: { dependsOnCaller: true },
      nullable: true,
      resolve: ({ id }, _, { caller, downloadUrl }) =>
        hasRight(caller, 'content') ? downloadUrl(id, caller) : null,
    }),
  }),
})

builder.prismaObjectField(ResponseAction, 'artifacts', t =>
  t.relation('artifacts', {
    description: 'Files that the device delivered.',
    type: Artifact,
    query: { where: { receivedAt: { not: null } }, orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] },
  }),
)
