import type { Json } from '#domain/ledger/ledger.ts'
import { isSafeText, isSha256, isUuid } from '#domain/text/text.ts'
import type { Action } from './action.ts'
import { type ArtifactKind, artifactKinds } from './artifact-kind.ts'

/** A file that a device uploads for an action: announced, then received or given up. */
export interface ArtifactRecord {
  readonly id: string
  readonly organizationId: string
  readonly actionId: string
  readonly deviceId: string
  readonly name: string
  readonly kind: ArtifactKind
  /** Bytes. */
  readonly size: number
  readonly sha256: string
  readonly announcedAt: string
  readonly receivedAt: string | null
  readonly givenUpAt: string | null
}

/** A device's announcement of an upload. */
export interface Announcement {
  readonly action: string
  readonly name: string
  readonly kind: ArtifactKind
  readonly sha256: string
  readonly size: number
}

const longestName = 255
const maxFiles = 16
const maxBytes = 64 * 1024 ** 3

type Text = string | null | undefined

/** Reads `Upload-Metadata` and `Upload-Length`; a fault names the bad field. */
export function parseAnnouncement(
  metadata: { readonly [key: string]: Text },
  size: number,
): Announcement | { readonly fault: string } {
  const { actionId, name, kind, sha256 } = metadata as {
    [K in 'actionId' | 'name' | 'kind' | 'sha256']: Text
  }
  if (!actionId || !isUuid(actionId.toLowerCase())) return { fault: 'actionId must be a UUID' }
  if (!name || !isFileName(name)) return { fault: `name must be a file name of 1 to ${longestName} bytes` }
  const known = artifactKinds.find(candidate => candidate === kind)
  if (!known) return { fault: `kind must be one of ${artifactKinds.join(', ')}` }
  if (!sha256 || !isSha256(sha256)) return { fault: 'sha256 must be 64 hexadecimal digits' }
  return { action: actionId.toLowerCase(), name, kind: known, sha256: sha256.toLowerCase(), size }
}

/** The name appears in download headers and on the reader's disk, never as a path on the server. */
const isFileName = (name: string): boolean =>
  Buffer.byteLength(name) <= longestName &&
  isSafeText(name) &&
  !/[/\\\p{Cc}]/u.test(name) &&
  !/^\.*$/.test(name)

export type AnnouncementRefusal = 'no action' | 'not executing' | 'too many' | 'too large'

/** Why a device may not upload a file for an action; null if it may. */
export function refusalOf(
  { size }: Announcement,
  action: Action | null,
  device: string,
  others: readonly ArtifactRecord[],
): AnnouncementRefusal | null {
  if (action?.device !== device) return 'no action'
  if (action.life.status !== 'EXECUTING') return 'not executing'
  const kept = others.filter(({ givenUpAt }) => givenUpAt === null)
  if (kept.length >= maxFiles) return 'too many'
  return kept.reduce((sum, other) => sum + other.size, size) > maxBytes ? 'too large' : null
}

/**
 * The ids of the artifacts that an output lists; a fault if the server lacks one or has one with another hash. An
 * output without a list of artifacts has none.
 */
export function artifactsNamed(
  output: Json,
  delivered: readonly ArtifactRecord[],
): readonly string[] | { readonly fault: string } {
  const named = isObject(output) ? output['artifacts'] : undefined
  if (!Array.isArray(named)) return []
  const ids: string[] = []
  for (const entry of named as readonly Json[]) {
    const { name = null, sha256 = null } = isObject(entry) ? entry : {}
    const sameName = delivered.filter(artifact => artifact.receivedAt !== null && artifact.name === name)
    const same = sameName.find(artifact => artifact.sha256 === String(sha256).toLowerCase())
    if (!same)
      return {
        fault:
          sameName.length > 0
            ? `artifact ${quoted(name)} has another hash on the server`
            : `the server has no artifact ${quoted(name)}`,
      }
    ids.push(same.id)
  }
  return ids
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const quoted = (name: Json): string => JSON.stringify(name).slice(0, longestName)
