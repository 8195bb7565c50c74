import { i18n } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, MultiSelect, Pill, Select, TagsInput, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { actionTypes, titleOf } from '../../ui/action-catalog.ts'
import { PersonFilter } from '../../ui/person-filter.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { actionStatuses, statusWord, titled, verificationWord } from '../../ui/words.ts'
import type { HistorySearch } from './history-search.ts'

const route = getRouteApi('/history')

const origins = ['MANUAL', 'BULK', 'AUTO_RESPONSE', 'RESPONSE_RULE'] as const
const verifications = ['NOT_SCHEDULED', 'SCHEDULED', 'PASSED', 'FAILED', 'INCONCLUSIVE'] as const
const orderWords = () => [
  { value: 'newest', label: t`newest` },
  { value: 'oldest', label: t`oldest` },
  { value: 'last ended', label: t`last ended` },
  { value: 'first ended', label: t`first ended` },
]
/** Filters set by links on other screens. Here they can only be removed. */
const tied = {
  device: msg`One device`,
  detection: msg`One detection`,
  investigation: msg`One investigation`,
  bulk: msg`One bulk action`,
  submittedBy: msg`One submitter`,
  approvedBy: msg`One approver`,
} as const

/** The filters are kept in the URL, so that a view can be shared as a link. */
export function HistoryFilters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (changed: { readonly [Name in keyof HistorySearch]?: HistorySearch[Name] | undefined }) =>
    void navigate({ search: before => ({ ...before, ...changed }) as HistorySearch, replace: true })
  const many = (values: readonly string[]) => (values.length > 0 ? [...values] : undefined)

  return (
    <Group gap="xs" role="search" aria-label={t`Filters`}>
      <SearchField
        label={t`Search in justification, host name, output and failure`}
        value={search.search ?? ''}
        onChange={words => set({ search: words || undefined })}
      />
      <Filter
        label={t`Status`}
        data={actionStatuses.map(value => ({ value, label: statusWord(value) }))}
        value={search.statuses}
        onChange={values => set({ statuses: many(values) })}
      />
      <Filter
        label={t`Type`}
        data={actionTypes().map(value => ({ value, label: titleOf(value) }))}
        value={search.types}
        onChange={values => set({ types: many(values) })}
      />
      <Filter
        label={t`Origin`}
        data={origins.map(value => ({ value, label: titled(value) }))}
        value={search.origins}
        onChange={values => set({ origins: many(values) })}
      />
      <Filter
        label={t`Verification`}
        data={verifications.map(value => ({ value, label: titled(verificationWord(value)) }))}
        value={search.verification}
        onChange={values => set({ verification: many(values) })}
      />
      <PersonFilter value={search.person} onChange={person => set({ person })} />
      <TagsInput
        aria-label={t`Labels`}
        size="xs"
        placeholder={search.labels ? '' : t`Label`}
        maw={180}
        value={search.labels ?? []}
        onChange={labels => set({ labels: many(labels) })}
      />
      <Group gap="xs">
        <Instant label={t`Submitted after`} value={search.after} onChange={after => set({ after })} />
        <Instant label={t`Submitted before`} value={search.before} onChange={before => set({ before })} />
      </Group>
      <Select
        aria-label={t`Order`}
        size="xs"
        w={130}
        allowDeselect={false}
        data={orderWords()}
        value={search.order ?? 'newest'}
        onChange={order => set({ order: order === 'newest' ? undefined : (order ?? undefined) })}
      />
      <Checkbox
        label={t`My decisions`}
        size="xs"
        checked={search.mine ?? false}
        onChange={event => set({ mine: event.currentTarget.checked || undefined })}
      />
      {Object.entries(tied).map(([name, message]) => {
        if (!search[name as keyof typeof tied]) return null
        const label = i18n._(message)
        return (
          <Pill
            key={name}
            withRemoveButton
            onRemove={() => set({ [name]: undefined })}
            removeButtonProps={{ 'aria-label': t`Remove filter: ${label}`, tabIndex: 0 }}
          >
            {label}
          </Pill>
        )
      })}
      {Object.values(search).some(value => value !== undefined) && (
        <Button variant="subtle" onClick={() => void navigate({ search: {} })}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </Group>
  )
}

interface FilterProps {
  readonly label: string
  readonly data: { value: string; label: string }[]
  readonly value: string[] | undefined
  readonly onChange: (values: string[]) => void
}

const Filter = ({ label, data, value = [], onChange }: FilterProps) => (
  <MultiSelect
    aria-label={label}
    placeholder={value.length === 0 ? label : ''}
    size="xs"
    miw={130}
    maw={value.length === 0 ? 150 : 320}
    clearable
    clearButtonProps={{ 'aria-label': t`Remove filter: ${label}` }}
    data={data}
    value={value}
    onChange={onChange}
  />
)

/** Formats in the viewer's time zone, like the browser's picker. */
const Instant = ({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (instant: string | undefined) => void
}) => (
  <TextInput
    type="datetime-local"
    size="xs"
    aria-label={label}
    title={label}
    leftSection={<span className="dim">{label.split(' ').at(-1)}</span>}
    leftSectionWidth={58}
    value={value ? localInput(new Date(value)) : ''}
    onChange={event => {
      const { value: typed } = event.currentTarget
      onChange(typed ? new Date(typed).toISOString() : undefined)
    }}
  />
)

const localInput = (instant: Date): string =>
  new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
