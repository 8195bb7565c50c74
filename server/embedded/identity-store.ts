import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/**
 * Stores oidc-provider's sessions, grants, codes and refresh tokens in memory, so people must sign in again after a
 * restart of the demo. Access tokens are signed JWTs and are not stored.
 */
export function memoryStore(): AdapterFactory {
  const entries = new Map<string, { payload: AdapterPayload; expires: number }>()

  /** Entries are in order of insertion, so expired ones are mostly at the front. */
  function forgetExpired() {
    for (const [key, { expires }] of entries) {
      if (expires > Date.now()) return
      entries.delete(key)
    }
  }

  return (model): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`
    const get = (id: string) => {
      const entry = entries.get(keyOf(id))
      return entry && entry.expires > Date.now() ? entry.payload : undefined
    }
    const findBy = (field: 'uid' | 'userCode', value: string) => {
      for (const [key, { payload, expires }] of entries) {
        if (key.startsWith(`${model}:`) && payload[field] === value && expires > Date.now()) return payload
      }
      return undefined
    }
    return {
      async upsert(id, payload, expiresIn) {
        forgetExpired()
        const expires = expiresIn === undefined ? Number.POSITIVE_INFINITY : Date.now() + expiresIn * 1_000
        entries.delete(keyOf(id))
        entries.set(keyOf(id), { payload, expires })
      },
      find: async id => get(id),
      findByUid: async uid => findBy('uid', uid),
      findByUserCode: async userCode => findBy('userCode', userCode),
      async consume(id) {
        const payload = get(id)
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000)
      },
      async destroy(id) {
        entries.delete(keyOf(id))
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
      },
    }
  }
}
