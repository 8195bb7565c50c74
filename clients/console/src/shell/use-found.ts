import { t } from '@lingui/core/macro'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { FindDocument, type FoundDeviceFragment } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { titleOf } from '../ui/action-catalog.ts'
import { platformWords, statusWord, targetOf, titled } from '../ui/words.ts'

/** The service searches for words of three letters or more. */
const shortest = 3
const address = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)$/i

interface Found {
  readonly id: string
  readonly label: string
  readonly description: string
  /** Keeps the palette from filtering what the service has found. */
  readonly keywords: string
  readonly onClick: () => void
}

/** Hosts, people, detections and actions for a text: a name, address, path, hash, technique or action id. */
export function useFound(query: string) {
  const navigate = useNavigate()
  const typed = query.trim()
  const [text] = useDebouncedValue(typed, 200)
  const isSearch = text.length >= shortest
  const isAddress = address.test(text)
  const { data, error } = useData(
    FindDocument,
    { text, isAddress, address: isAddress ? text : null },
    { pause: !isSearch },
  )
  const nodes = <Node>(list: { readonly edges: readonly { readonly node: Node }[] } | undefined) =>
    isSearch ? (list?.edges.map(({ node }) => node) ?? []) : []
  const found = (id: string, label: string, description: string, onClick: () => void): Found => ({
    id,
    label,
    description,
    onClick,
    keywords: query,
  })
  const device = ({ id, hostname, platform, online }: FoundDeviceFragment) =>
    found(id, hostname, `${platformWords[platform]}, ${online ? t`online` : t`offline`}`, () => {
      void navigate({ to: '/devices/$id', params: { id } })
    })
  const hosts = [...nodes(data?.devices), ...nodes(data?.withAddress ?? undefined)]
  return {
    devices: [...new Map(hosts.map(node => [node.id, node])).values()].map(device),
    people: nodes(data?.people).map(({ id, name, email }) =>
      found(id, name, t`${email}: devices`, () => void navigate({ to: '/devices', search: { person: id } })),
    ),
    detections: nodes(data?.detections).map(({ id, title, severity, technique, device: { hostname } }) =>
      found(id, title, [hostname, titled(severity), technique].filter(Boolean).join(', '), () => {
        void navigate({ to: '/detections/$id', params: { id } })
      }),
    ),
    actions: nodes(data?.actions).map(({ id, type, status, device, parameters }) =>
      found(
        id,
        [titleOf(type), device?.hostname, targetOf(parameters)].filter(Boolean).join(' '),
        statusWord(status),
        () => void navigate({ to: '/actions/$id', params: { id } }),
      ),
    ),
    error,
    isSettled: typed === text && (!isSearch || data !== undefined),
  }
}
