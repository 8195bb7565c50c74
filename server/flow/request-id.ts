const acceptable = /^[A-Za-z0-9._-]{1,128}$/

/** The caller's own `x-request-id` if it has 1 to 128 characters of A-Za-z0-9._-, else a new one. */
export const requestIdOf = (headers: Readonly<Record<string, string | string[] | undefined>>): string => {
  const given = headers['x-request-id']
  return typeof given === 'string' && acceptable.test(given) ? given : crypto.randomUUID()
}
