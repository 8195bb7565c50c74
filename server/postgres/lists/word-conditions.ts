import type { Conditions } from './conditions.ts'

/** Ids of the organization's devices whose hostname contains a word. */
export type DevicesNamed = (word: string) => readonly string[] | typeof tooMany

/** There are so many devices that sending their ids to the database would not pay off. */
export const tooMany = 'too many'

/** A LIKE pattern that matches this literal text anywhere. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`

interface Elsewhere {
  /** Devices whose rows match even if the text does not. */
  readonly devices: ReturnType<DevicesNamed>
  /** The device column in the table that has `text`, so that one table's indexes serve both conditions. */
  readonly textDevice: string
  /** The row that matches even if its text does not. */
  readonly id?: string | undefined
}

/** Requires that the word occurs in `text` (without case), or that the row has one of these devices or this id. */
export function addWord(where: Conditions, word: string, { devices, textDevice, id }: Elsewhere): void {
  const pattern = `lower(${where.value(containing(word))})`
  const inText = `text LIKE ${pattern}`
  const isRow = id === undefined ? [] : [`id = ${where.value(id)}::uuid`]
  const isOneOf = amongDevices(where, devices, pattern)
  const onDevice = isOneOf ? [`device_id ${isOneOf}`] : []
  // Without an alternative, the planner uses the text index.
  const elsewhere = [...isRow, ...onDevice]
  if (elsewhere.length === 0) {
    where.add(inText)
    return
  }
  const onTextDevice = isOneOf ? [`${textDevice} ${isOneOf}`] : []
  where.either({
    one: elsewhere.length === 1 ? (elsewhere[0] ?? '') : `(${elsewhere.join(' OR ')})`,
    other: inText,
    together: `(${[inText, ...isRow, ...onTextDevice].join(' OR ')})`,
  })
}

/** The end of a condition on a device's id; null if no device matches. The conditions' first value is the organization. */
function amongDevices(where: Conditions, devices: ReturnType<DevicesNamed>, pattern: string): string | null {
  if (devices === tooMany)
    return `IN (SELECT d.id FROM device d WHERE d.organization_id = $1 AND lower(d.hostname) LIKE ${pattern})`
  if (devices.length === 0) return null
  const all = `${where.value(devices)}::uuid[]`
  // An index in the order of the list supports equality, but not ANY.
  return devices.length === 1 ? `= (${all})[1]` : `= ANY(${all})`
}
