import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { FindDevicesDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useViewer } from '../session/viewer.tsx'
import { actionTypes, titleOf } from '../ui/action-catalog.ts'
import { platformWords } from '../ui/words.ts'
import { navigation } from './navigation.ts'

export function Palette({ openHelp }: { readonly openHelp: () => void }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const [hostname] = useDebouncedValue(query.trim(), 150)
  const { data, error } = useData(FindDevicesDocument, { hostname }, { pause: hostname.length < 2 })

  const [commands, setCommands] = useState<readonly HTMLElement[]>([])
  const look = () => setCommands(commandsOfPage())
  // The palette may have been opened before its code was fetched.
  useEffect(look, [])

  const here: SpotlightActionData[] = commands.map(command => ({
    id: `here ${labelOf(command)}`,
    label: labelOf(command),
    onClick: () => command.click(),
  }))
  const screens: SpotlightActionData[] = navigation
    .flatMap(({ items }) => items)
    .filter(({ isFor }) => isFor?.(viewer) ?? true)
    .map(({ to, title, about }) => ({
      id: to,
      label: title,
      description: about,
      onClick: () => void navigate({ to }),
    }))
  const submissions: SpotlightActionData[] = viewer.canAct
    ? actionTypes().map(type => ({
        id: type,
        label: `${titleOf(type)} …`,
        description: 'Submit',
        onClick: () => void navigate({ to: '/submit', search: { type } }),
      }))
    : []
  const devices: SpotlightActionData[] =
    hostname.length < 2
      ? []
      : (data?.devices.edges ?? []).map(({ node }) => ({
          id: node.id,
          label: node.hostname,
          description: `${platformWords[node.platform]}, ${node.online ? 'online' : 'offline'}`,
          onClick: () => void navigate({ to: '/devices/$id', params: { id: node.id } }),
        }))
  // Shown only after the devices, so that the selected row does not move.
  const isSettled = query.trim() === hostname && (hostname.length < 2 || data !== undefined)
  const search: SpotlightActionData[] =
    query.trim().length < 3 || !isSettled
      ? []
      : [
          {
            id: 'search',
            label: `Search history for “${query.trim()}”`,
            keywords: query,
            onClick: () => void navigate({ to: '/history', search: { search: query.trim() } }),
          },
        ]
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      attributes={{ content: { 'aria-label': 'Go to or find' } }}
      maxHeight={420}
      nothingFound={error ? 'The service cannot be reached' : isSettled ? 'No results' : 'Searching …'}
      searchProps={{ placeholder: 'Screen, action or host name …', 'aria-label': 'Go to or find' }}
      onSpotlightOpen={look}
      actions={[
        { group: 'On this page', actions: here },
        {
          group: 'Screens',
          actions: [...screens, { id: 'help', label: 'Keyboard shortcuts', onClick: openHelp }],
        },
        { group: 'Submit', actions: submissions },
        { group: 'Devices', actions: devices },
        { group: 'History', actions: search },
      ]}
    />
  )
}

/** The page's buttons as commands, so that each can be used by keyboard. */
const commandsOfPage = (): HTMLElement[] =>
  [
    ...document.querySelectorAll<HTMLElement>('main [data-commands] :is(button:not(:disabled), a[href])'),
  ].filter(labelOf)

/** The button's text without its shortcut key; icon buttons have no label. */
const labelOf = (command: HTMLElement): string =>
  command.querySelector('.mantine-Button-label')?.textContent?.trim() ?? ''
