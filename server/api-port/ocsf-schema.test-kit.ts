/** An attribute of a class or object in OCSF's compiled schema. */
interface Attribute {
  readonly type: string
  readonly is_array?: boolean
  readonly object_type?: string
  readonly requirement?: 'required' | 'recommended' | 'optional'
  readonly enum?: Readonly<Record<string, unknown>>
}
interface Definition {
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly profiles?: readonly string[]
  readonly constraints?: { readonly at_least_one?: readonly string[]; readonly just_one?: readonly string[] }
}
interface ScalarType {
  readonly type?: string
  readonly regex?: string
  readonly max_len?: number
  readonly range?: readonly [number, number]
  readonly values?: readonly unknown[]
}

/** OCSF's compiled schema, as schema.ocsf.io exports it. */
export interface OcsfSchema {
  readonly classes: Readonly<Record<string, Definition & { readonly uid: number }>>
  readonly objects: Readonly<Record<string, Definition>>
  readonly dictionary: { readonly types: { readonly attributes: Readonly<Record<string, ScalarType>> } }
}

type Json = Readonly<Record<string, unknown>>

/** All violations of its class by an event, at any depth. Each starts with the attribute's path. */
export function ocsfFaults(schema: OcsfSchema, event: Json): string[] {
  const faults: string[] = []
  const { profiles: applied = [] } = (event['metadata'] ?? {}) as { readonly profiles?: readonly string[] }

  function checkObject(value: Json, definition: Definition, path: string): void {
    const { attributes, constraints = {}, profiles = [] } = definition
    // A profile's required attributes apply only to events with that profile.
    const applies = (name: string) => !profiles.includes(name) || applied.includes(name)
    // An object without declared attributes, for example `unmapped`, may contain anything.
    if (Object.keys(attributes).length === 0) return
    for (const name of Object.keys(value))
      if (!attributes[name]) faults.push(`${path}${name}: unknown attribute`)
    for (const [name, attribute] of Object.entries(attributes)) {
      const member = value[name]
      if (member !== undefined) checkAttribute(member, attribute, path + name)
      else if (attribute.requirement === 'required' && applies(name)) faults.push(`${path}${name}: missing`)
    }
    const { at_least_one: some = [], just_one: one = [] } = constraints
    if (some.length > 0 && !some.some(name => name in value)) faults.push(`${path}: none of ${some}`)
    if (one.length > 0 && one.filter(name => name in value).length !== 1)
      faults.push(`${path}: not one of ${one}`)
  }

  function checkAttribute(value: unknown, attribute: Attribute, path: string): void {
    if (!attribute.is_array) checkValue(value, attribute, path)
    else if (!Array.isArray(value)) faults.push(`${path}: not an array`)
    else for (const [i, item] of value.entries()) checkValue(item, attribute, `${path}[${i}]`)
  }

  function checkValue(value: unknown, attribute: Attribute, path: string): void {
    if (attribute.type === 'object_t') {
      const definition = schema.objects[attribute.object_type ?? '']
      if (!definition) faults.push(`${path}: the schema lacks ${attribute.object_type}`)
      else if (typeof value !== 'object' || value === null || Array.isArray(value))
        faults.push(`${path}: not an object`)
      else checkObject(value as Json, definition, `${path}.`)
      return
    }
    if (attribute.enum && !(String(value) in attribute.enum))
      faults.push(`${path}: ${value} is not in the enum`)
    if (!isScalar(value, attribute.type))
      faults.push(`${path}: ${JSON.stringify(value)} is not ${attribute.type}`)
  }

  function isScalar(value: unknown, type: string): boolean {
    if (type === 'json_t') return true
    const {
      type: base,
      regex,
      max_len: longest,
      range,
      values,
    } = schema.dictionary.types.attributes[type] ?? {}
    if (base && !isScalar(value, base)) return false
    if (regex && !new RegExp(regex).test(String(value))) return false
    if (longest !== undefined && String(value).length > longest) return false
    if (range && !(Number(value) >= range[0] && Number(value) <= range[1])) return false
    if (values && !values.includes(value)) return false
    switch (type) {
      case 'string_t':
        return typeof value === 'string'
      case 'integer_t':
      case 'long_t':
        return Number.isSafeInteger(value)
      case 'float_t':
        return typeof value === 'number'
      case 'boolean_t':
        return typeof value === 'boolean'
      default:
        return base !== undefined
    }
  }

  const definition = Object.values(schema.classes).find(({ uid }) => uid === event['class_uid'])
  if (definition) checkObject(event, definition, '')
  else faults.push(`class_uid: the schema lacks ${event['class_uid']}`)
  return faults
}
