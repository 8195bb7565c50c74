export const artifactKinds = ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH', 'OTHER'] as const
export type ArtifactKind = (typeof artifactKinds)[number]
