import { i18n, type MessageDescriptor } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Button, Center, CopyButton, Loader, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import type { ActionRowFragment } from '../../generated/documents.ts'
import type { Failure } from '../api/use-data.ts'
import { TabTitle, useFocusOnNavigation } from '../shell/tab-title.tsx'
import { standing } from './words.ts'

export function Status({
  action,
}: {
  readonly action: Pick<ActionRowFragment, 'status' | 'verification' | 'failure' | 'cancellation'>
}) {
  const { word, more, tone, isFinal } = standing(action)
  return (
    <span className="status" data-tone={tone} data-hollow={!isFinal}>
      <span>
        {word}
        {more && <span className="wide">{more}</span>}
      </span>
    </span>
  )
}

export const Revoked = () => (
  <span className="status" data-tone="bad">
    <Trans>revoked</Trans>
  </span>
)

export const Online = ({ online }: { readonly online: boolean }) => (
  <span className="status" data-tone={online ? 'good' : 'gone'} data-hollow={!online}>
    {online ? t`online` : t`offline`}
  </span>
)

interface PanelProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly bare?: boolean
  readonly children: ReactNode
}

export const Panel = ({ title, aside, bare = false, children }: PanelProps) => (
  <section className="panel" aria-label={title}>
    <div className="panel-head" data-commands>
      <Title order={2} style={{ flex: '1 1 auto' }}>
        {title}
      </Title>
      {aside}
    </div>
    {bare ? children : <div className="panel-body">{children}</div>}
  </section>
)

interface PageProps {
  readonly title: string
  readonly aside?: ReactNode
  /** Makes the page as high as the window, with one scrolling part. */
  readonly fills?: boolean
  readonly children: ReactNode
}

/** The heading of a screen, which is also the title of its tab. */
export function PageTitle({ title, isCentered = false }: { title: string; isCentered?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusOnNavigation(heading, title)
  return (
    <>
      <TabTitle title={title} />
      <Title ref={heading} order={1} tabIndex={-1} style={{ flex: 1 }} {...(isCentered && { ta: 'center' })}>
        {title}
      </Title>
    </>
  )
}

export function Page({ title, aside, fills = false, children }: PageProps) {
  return (
    <Stack gap="sm" className={fills ? 'fill' : ''}>
      <div style={{ display: 'flex', alignItems: 'center', gap: '0.75rem', flexWrap: 'wrap' }}>
        <PageTitle title={title} />
        {aside && (
          <div className="page-aside" data-commands>
            {aside}
          </div>
        )}
      </div>
      {children}
    </Stack>
  )
}

export const Facts = ({ children }: { readonly children: ReactNode }) => <dl className="facts">{children}</dl>

export const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

interface EmptyProps {
  readonly title: string
  /** The notice fills the page and provides its heading. */
  readonly isPage?: boolean
  readonly children?: ReactNode
}

export const Empty = ({ title, isPage = false, children }: EmptyProps) => (
  <Center p={isPage ? 'xl' : 'lg'}>
    <Stack gap={4} align="center" maw={420}>
      {isPage ? (
        <PageTitle title={title} isCentered />
      ) : (
        <Text size="sm" fw={600}>
          {title}
        </Text>
      )}
      {children && (
        <Text size="sm" c="dimmed" ta="center">
          {children}
        </Text>
      )}
    </Stack>
  </Center>
)

export const Loading = () => (
  <Center p="xl" role="status" aria-label={t`Loading`}>
    <Loader size="sm" />
  </Center>
)

const advice: Record<string, MessageDescriptor> = {
  NETWORK: msg`The service cannot be reached.`,
  UNAVAILABLE: msg`The database is unavailable. Try again in a moment.`,
  FORBIDDEN: msg`Your role does not allow this.`,
}

const adviceFor = ({ code }: Failure): string => i18n._(advice[code] ?? msg`Something went wrong.`)

interface FailedProps {
  readonly failure: Failure
  readonly retry?: () => void
  /** As with `Empty`. */
  readonly isPage?: boolean
}

export const Failed = ({ failure, retry, isPage = false }: FailedProps) => (
  <Center p="xl" role="alert">
    <Stack gap="xs" align="center" maw={480}>
      {isPage ? (
        <PageTitle title={adviceFor(failure)} isCentered />
      ) : (
        <Text fw={600} ta="center">
          {adviceFor(failure)}
        </Text>
      )}
      <Text size="sm" c="dimmed" ta="center">
        {failure.errorId ? t`${failure.message} (error ${failure.errorId})` : failure.message}
      </Text>
      {retry && (
        <Button onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </Stack>
  </Center>
)

const shortHash = 16

interface HashProps {
  readonly value: string
  readonly name: string
  /** For what people compare, such as the digest of what they approve, and for secrets. */
  readonly isWhole?: boolean
}

/** The first characters of a hash, all of it on hover and by the button that copies. */
export const Hash = ({ value, name, isWhole = false }: HashProps) => (
  <span className="hash-line">
    <span className="hash" title={value}>
      {isWhole || value.length <= shortHash ? value : `${value.slice(0, shortHash)}…`}
    </span>
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          size="xs"
          variant="subtle"
          onClick={copy}
          aria-label={copied ? t`Copied` : t`Copy the ${name}`}
        >
          <svg
            viewBox="0 0 16 16"
            width="12"
            height="12"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            aria-hidden="true"
          >
            {copied ? (
              <path d="m3 8.500 3.500 3.500L13 5" />
            ) : (
              <path d="M5.500 5.500h8v8h-8zM10.500 2.500h-8v8" />
            )}
          </svg>
        </ActionIcon>
      )}
    </CopyButton>
  </span>
)

export const Json = ({ value, name }: { readonly value: unknown; readonly name: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
  <section className="json" tabIndex={0} aria-label={name}>
    <pre>{JSON.stringify(value, null, 2)}</pre>
  </section>
)
