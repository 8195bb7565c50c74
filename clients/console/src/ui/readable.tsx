import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Fact, Facts, Hash, Json } from './parts.tsx'
import { Time } from './time.tsx'

interface ReadableProps {
  readonly value: unknown
  /** The name of the raw JSON for screen readers. */
  readonly name: string
}

/** What a device reported, as a table of its fields. The raw JSON is behind a toggle. */
export function Readable({ value, name }: ReadableProps) {
  if (!isRecord(value)) return <Json value={value} name={name} />
  return (
    <>
      <Facts>
        {Object.entries(value).map(([key, field]) => (
          <Fact key={key} name={labelOf(key)}>
            <Value value={field} name={labelOf(key)} />
          </Fact>
        ))}
      </Facts>
      <details style={{ marginTop: '0.5rem' }}>
        <summary className="dim">
          <Trans>Raw JSON</Trans>
        </summary>
        <Json value={value} name={name} />
      </details>
    </>
  )
}

function Value({ value, name }: ReadableProps): ReactNode {
  if (value === null || value === undefined) return t`None`
  if (typeof value === 'boolean') return value ? t`Yes` : t`No`
  if (typeof value === 'number') return i18n.number(value)
  if (typeof value === 'string') return <Text value={value} name={name} />
  if (Array.isArray(value) && value.length === 0) return t`None`
  if (Array.isArray(value) && value.every(item => !isRecord(item) && !Array.isArray(item)))
    return value.map(String).join(', ')
  if (Array.isArray(value))
    return value.map((item, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a reported list never changes
      <div key={index}>{lineOf(item)}</div>
    ))
  return lineOf(value)
}

function Text({ value, name }: { readonly value: string; readonly name: string }): ReactNode {
  if (/^[0-9a-f]{64}$/.test(value)) return <Hash value={value} name={name} />
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return <Time at={value} />
  return <span style={{ whiteSpace: 'pre-wrap' }}>{value}</span>
}

/** `host: example.com, reached: No` */
const lineOf = (value: unknown): string =>
  isRecord(value)
    ? Object.entries(value)
        .map(([key, field]) => `${labelOf(key).toLowerCase()}: ${wordOf(field)}`)
        .join(', ')
    : wordOf(value)

function wordOf(value: unknown): string {
  if (value === null || value === undefined) return t`none`
  if (typeof value === 'boolean') return value ? t`yes` : t`no`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `refusedByTheRules` → `Refused by the rules` */
export function labelOf(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll('_', ' ')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
