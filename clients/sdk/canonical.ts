/**
 * The canonical form of RFC 8785 (JCS): members sorted by UTF-16 code units, without white space. The standard serializes
 * numbers and strings like ECMAScript. The value must be JSON, so it must not contain `undefined` or functions.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
