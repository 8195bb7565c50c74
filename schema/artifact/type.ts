import type { ArtifactKind as Kind } from '#domain/action/artifact-kind.ts'
import { hasRight } from '#domain/people/actor.ts'
import { ResponseAction } from '../action/type.ts'
import { builder } from '../builder.ts'

const ArtifactKind = builder.enumType('ArtifactKind', {
  description: 'The content of a file from a device.',
  values: {
    MEMORY_DUMP: { description: 'Memory of a process or of the machine.' },
    EVENT_LOGS: { description: "The system's event logs." },
    PREFETCH: { description: 'Programs that were started, and when.' },
    OTHER: { description: 'Something else.' },
  },
})

export const Artifact = builder.prismaNode('Artifact', {
  description: 'A file from a device; `url` streams it, null without the right to read it.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger and its address use.' }),
    name: t.exposeString('name', { description: 'The file name, as the device reported it.' }),
    kind: t.field({
      description: 'The kind of content.',
      type: ArtifactKind,
      resolve: ({ kind }) => kind as Kind,
    }),
    size: t.float({ description: 'Bytes.', resolve: ({ size }) => Number(size) }),
    sha256: t.exposeString('sha256', {
      description: 'The SHA-256 of what the server received, in lower-case hex.',
    }),
    receivedAt: t.field({
      description: 'When the server had all of it.',
      type: 'DateTime',
      resolve: ({ receivedAt, announcedAt }) => receivedAt ?? announcedAt,
    }),
    url: t.string({
      description: 'Where the caller can read it for 60 s, relative to the address of the API.',
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
