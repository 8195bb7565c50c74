import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { WebhookSecrets } from '#app/webhook/webhook-ports.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** @param key 32 bytes from the keys directory */
export function createWebhookSecrets(key: Uint8Array): WebhookSecrets {
  return {
    seal(secret) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce)
      const sealed = [nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]
      return Buffer.concat(sealed).toString('base64')
    },
    open(text) {
      const sealed = Buffer.from(text, 'base64')
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes))
      try {
        decipher.setAuthTag(sealed.subarray(-tagBytes))
        const secret = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
        return Buffer.concat([secret, decipher.final()])
      } catch {
        return null
      }
    },
  }
}
