import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useViewer } from '../session/viewer.tsx'
import { actionTypes, titleOf } from '../ui/action-catalog.ts'
import { navigation } from './navigation.ts'
import { useFound } from './use-found.ts'

export function Palette({ openHelp }: { readonly openHelp: () => void }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const found = useFound(query)

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
      label: i18n._(title),
      description: i18n._(about),
      onClick: () => void navigate({ to }),
    }))
  const submissions: SpotlightActionData[] = viewer.canAct
    ? actionTypes().map(type => ({
        id: type,
        label: `${titleOf(type)} …`,
        description: t`Submit`,
        onClick: () => void navigate({ to: '/submit', search: { type } }),
      }))
    : []
  // Shown only after what was found, so that the selected row does not move.
  const search: SpotlightActionData[] =
    query.trim().length < 3 || !found.isSettled
      ? []
      : [
          {
            id: 'search',
            label: t`Search history for “${query.trim()}”`,
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
      attributes={{ content: { 'aria-label': t`Search` } }}
      maxHeight={420}
      nothingFound={
        found.error ? t`The service cannot be reached` : found.isSettled ? t`No results` : t`Searching …`
      }
      searchProps={{
        placeholder: t`Host, address, path, hash, person, action id, technique or screen …`,
        'aria-label': t`Search`,
      }}
      onSpotlightOpen={look}
      actions={[
        { group: t`On this page`, actions: here },
        {
          group: t`Screens`,
          actions: [...screens, { id: 'help', label: t`Keyboard shortcuts`, onClick: openHelp }],
        },
        { group: t`Submit`, actions: submissions },
        { group: t`Devices`, actions: found.devices },
        { group: t`People`, actions: found.people },
        { group: t`Detections`, actions: found.detections },
        { group: t`Actions`, actions: found.actions },
        { group: t`History`, actions: search },
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
