import type { WebhookSecrets } from './webhook-ports.ts'

interface Sealed {
  readonly secret: string
  readonly oldSecret: string | null
  /** Milliseconds since 1970. */
  readonly oldSecretUntil: number | null
}

/** The valid secrets at this time, the current one first; null if that one cannot be decrypted. */
export function openSecrets(
  secrets: WebhookSecrets,
  { secret, oldSecret, oldSecretUntil }: Sealed,
  now: number,
): readonly Uint8Array[] | null {
  const current = secrets.open(secret)
  if (!current) return null
  const isOldValid = oldSecret !== null && oldSecretUntil !== null && now < oldSecretUntil
  const old = isOldValid ? secrets.open(oldSecret) : null
  return old ? [current, old] : [current]
}
