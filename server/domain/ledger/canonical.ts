/**
 * RFC 8785: keys sorted by UTF-16 units, numbers and strings as ECMAScript prints them, no white space. Leaves out
 * undefined members. It recurses, so callers must limit the depth; strings must not contain lone surrogates.
 */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(item => canonical(item)).join(',')}]`
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined) text += `${text && ','}${JSON.stringify(key)}:${canonical(member)}`
  }
  return `{${text}}`
}
