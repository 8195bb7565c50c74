import type { WebhookSecrets } from '#app/ports.ts'

interface Sealed {
  readonly secret: string
  readonly oldSecret: string | null
  /** Milliseconds since 1970. */
  readonly oldSecretUntil: number | null
}

/** The secrets that sign at this instant, the present one first; null where it cannot be decrypted. */
export function openSecrets(
  secrets: WebhookSecrets,
  { secret, oldSecret, oldSecretUntil }: Sealed,
  now: number,
): readonly Uint8Array[] | null {
  const present = secrets.open(secret)
  if (!present) return null
  const isOldGood = oldSecret !== null && oldSecretUntil !== null && now < oldSecretUntil
  const old = isOldGood ? secrets.open(oldSecret) : null
  return old ? [present, old] : [present]
}
