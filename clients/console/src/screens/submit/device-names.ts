import { useEffect, useRef, useState } from 'react'
import { DeviceNamesDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useSdk } from '../../api/use-subscription.ts'

export interface NamedDevice {
  readonly id: string
  readonly hostname: string
  readonly online: boolean
}

/** More devices than this are shown as a list. */
export const mostInField = 20

/** The devices with these ids if they are few; null until they are known. */
export function useNamed(ids: readonly string[]): readonly NamedDevice[] | null {
  const isNone = ids.length === 0 || ids.length > mostInField
  const { data } = useData(DeviceNamesDocument, { ids: isNone ? [] : [...ids] }, { pause: isNone })
  if (isNone) return []
  return data?.nodes.flatMap(node => (node && 'hostname' in node ? [node as NamedDevice] : [])) ?? null
}

/** Names that are requested together. */
const together = 100

/** The names of the visible devices, requested as they come into view. */
export function useNames(
  ids: readonly string[],
  first: number,
  last: number,
): ReadonlyMap<string, NamedDevice> {
  const sdk = useSdk()
  const [names, setNames] = useState<ReadonlyMap<string, NamedDevice>>(new Map())
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const from = Math.floor(first / together) * together
    const missing = ids.slice(from, last + 1).filter(id => !asked.current.has(id))
    if (missing.length === 0) return
    const some = ids.slice(from, Math.max(last + 1, from + together)).filter(id => !asked.current.has(id))
    for (const id of some) asked.current.add(id)
    sdk
      .request(DeviceNamesDocument, { ids: some })
      .then(({ nodes }) => {
        const found = nodes.flatMap(node => (node && 'hostname' in node ? [node as NamedDevice] : []))
        setNames(before => new Map([...before, ...found.map(device => [device.id, device] as const)]))
      })
      .catch(() => {
        for (const id of some) asked.current.delete(id)
      })
  }, [sdk, ids, first, last])
  return names
}
