/**
 * RFC 8785: keys in the order of their UTF-16 units, numbers and strings as ECMAScript prints them, no white space.
 * For JSON without lone surrogates, whose depth is known to be small: it recurses. What is undefined is left out.
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
