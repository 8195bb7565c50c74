import type { Conditions } from './conditions.ts'

/** The devices of the organization whose hostname contains a word. */
export type DevicesNamed = (word: string) => readonly string[]

/** A pattern for LIKE that matches exactly this text anywhere. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`

interface Elsewhere {
  /** Devices whose rows match even if the text does not. */
  readonly devices: readonly string[]
  /** The column with the device in the table that has `text`, so that the indexes of one table answer both. */
  readonly textDevice: string
  /** The row that matches even if its text does not. */
  readonly id?: string | undefined
}

/** The word occurs in `text`, ignoring case, or the row is of one of these devices, or it is this row. */
export function addWord(where: Conditions, word: string, { devices, textDevice, id }: Elsewhere): void {
  const inText = `text LIKE lower(${where.value(containing(word))})`
  const all = devices.length > 0 ? `${where.value(devices)}::uuid[]` : null
  const isRow = id === undefined ? [] : [`id = ${where.value(id)}::uuid`]
  // An index in the order of the list answers an equality with one device, not ANY of a list.
  const onDevice = all ? [devices.length === 1 ? `device_id = (${all})[1]` : `device_id = ANY(${all})`] : []
  // Without an alternative the planner uses the index of the text.
  const elsewhere = [...isRow, ...onDevice]
  if (elsewhere.length === 0) {
    where.add(inText)
    return
  }
  const onTextDevice = all ? [`${textDevice} = ANY(${all})`] : []
  where.either({
    one: elsewhere.length === 1 ? (elsewhere[0] ?? '') : `(${elsewhere.join(' OR ')})`,
    other: inText,
    together: `(${[inText, ...isRow, ...onTextDevice].join(' OR ')})`,
  })
}
