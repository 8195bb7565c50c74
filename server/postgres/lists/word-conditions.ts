import type { Conditions } from './conditions.ts'

/** The devices of the organization whose hostname contains a word. */
export type DevicesNamed = (word: string) => readonly string[] | typeof tooMany

/** More devices than are worth sending to the database one by one. */
export const tooMany = 'too many'

/** A pattern for LIKE that matches exactly this text anywhere. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`

interface Elsewhere {
  /** Devices whose rows match even if the text does not. */
  readonly devices: ReturnType<DevicesNamed>
  /** The column with the device in the table that has `text`, so that the indexes of one table answer both. */
  readonly textDevice: string
  /** The row that matches even if its text does not. */
  readonly id?: string | undefined
}

/** The word occurs in `text`, ignoring case, or the row is of one of these devices, or it is this row. */
export function addWord(where: Conditions, word: string, { devices, textDevice, id }: Elsewhere): void {
  const pattern = `lower(${where.value(containing(word))})`
  const inText = `text LIKE ${pattern}`
  const isRow = id === undefined ? [] : [`id = ${where.value(id)}::uuid`]
  const isOneOf = amongDevices(where, devices, pattern)
  const onDevice = isOneOf ? [`device_id ${isOneOf}`] : []
  // Without an alternative the planner uses the index of the text.
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
  // An index in the order of the list answers an equality with one device, not ANY of a list.
  return devices.length === 1 ? `= (${all})[1]` : `= ANY(${all})`
}
