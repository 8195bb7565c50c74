const acceptable = /^[A-Za-z0-9._-]{1,128}$/

/** The caller's `x-request-id` if it has 1 to 128 characters of A-Za-z0-9._-, otherwise a new one. */
export const requestIdOf = (headers: Readonly<Record<string, string | string[] | undefined>>): string => {
  const id = headers['x-request-id']
  return typeof id === 'string' && acceptable.test(id) ? id : crypto.randomUUID()
}
