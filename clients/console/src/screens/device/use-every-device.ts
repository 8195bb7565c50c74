import { useEffect, useRef, useState } from 'react'
import { type DeviceFilter, DeviceIdsDocument } from '../../../generated/documents.ts'
import { failureOf } from '../../api/use-data.ts'
import { useSdk } from '../../api/use-subscription.ts'
import { notify } from '../../ui/notify.ts'
import { mostDevices } from '../submit/to-submit.ts'

interface EveryDevice {
  /** How many were found so far; null when no search runs. */
  readonly progress: number | null
  readonly choose: () => void
}

/** Finds the ids of all matching devices page by page, except revoked ones. */
export function useEveryDevice(filter: DeviceFilter, onFound: (ids: readonly string[]) => void): EveryDevice {
  const sdk = useSdk()
  const [progress, setProgress] = useState<number | null>(null)
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])

  async function choose() {
    setProgress(0)
    const ids: string[] = []
    try {
      for (let after: string | null = null; ; ) {
        const { devices }: { devices: Page } = await sdk.request(DeviceIdsDocument, {
          filter,
          first: 200,
          after,
        })
        if (!isHere.current) return
        for (const { node } of devices.edges) if (node.revokedAt === null) ids.push(node.id)
        setProgress(ids.length)
        if (!devices.pageInfo.hasNextPage || ids.length >= mostDevices) break
        after = devices.pageInfo.endCursor
      }
      onFound(ids.slice(0, mostDevices))
    } catch (error) {
      notify(failureOf(error).message, { color: 'red' })
    }
    setProgress(null)
  }
  return { progress, choose: () => void choose() }
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly edges: readonly { readonly node: { readonly id: string; readonly revokedAt: string | null } }[]
}
