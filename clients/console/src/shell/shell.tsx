import { i18n } from '@lingui/core'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { openSpotlight } from '@mantine/spotlight'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useLivePick } from '../live/use-live.tsx'
import { useViewer } from '../session/viewer.tsx'
import { useZone } from '../ui/zone.ts'
import { useAttention } from './attention.ts'
import { useAwaiting } from './awaiting.ts'
import { LazyViewerMenu } from './lazy-viewer-menu.tsx'
import { navigation } from './navigation.ts'
import { useShortcuts } from './shortcuts.ts'
import { AwaitingContext } from './tab-title.tsx'

const Help = lazy(() => import('./help.tsx').then(({ Help }) => ({ default: Help })))
const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })))

export function Shell() {
  const viewer = useViewer()
  const [zone] = useZone()
  const [isHelpOpen, help] = useDisclosure(false)
  const awaiting = useAwaiting()
  const [isMenuOpen, menu] = useDisclosure(false)
  useShortcuts({ openHelp: help.open })
  useAttention(awaiting)
  return (
    <AwaitingContext value={awaiting}>
      <AppShell
        header={{ height: 44 }}
        navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
        padding="sm"
      >
        <a href="#main" className="skip">
          <Trans>Skip to content</Trans>
        </a>
        <AppShell.Header style={{ background: 'var(--defend-panel)', borderColor: 'var(--defend-line)' }}>
          <Group h="100%" px="sm" gap="sm" wrap="nowrap">
            <Burger
              hiddenFrom="sm"
              size="sm"
              opened={isMenuOpen}
              onClick={menu.toggle}
              aria-label={t`Navigation`}
              aria-expanded={isMenuOpen}
            />
            <img src="/icon.svg" width={22} height={22} alt="" />
            <Text fw={700} w={150} visibleFrom="sm">
              Defend
            </Text>
            <Button
              variant="default"
              onClick={openSpotlight}
              size="xs"
              c="dimmed"
              className="find"
              justify="space-between"
              rightSection={<kbd>Ctrl K</kbd>}
            >
              <Trans>Search …</Trans>
            </Button>
            <span className="spacer" />
            <ConnectionState />
            <Text
              size="xs"
              c="dimmed"
              visibleFrom="md"
              title={t`Times are in this time zone; change it in your menu. Hover over a time for UTC.`}
            >
              {zone}
            </Text>
            <SchemeToggle />
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={t`Keyboard shortcuts`}
              onClick={help.open}
              visibleFrom="sm"
            >
              ?
            </ActionIcon>
            <LazyViewerMenu />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          className="navigation"
          p="xs"
          style={{ background: 'var(--defend-panel)', borderColor: 'var(--defend-line)' }}
          aria-label={t`Screens`}
        >
          {navigation.map(({ title: message, items }) => {
            const title = i18n._(message)
            const mine = items.filter(({ isFor }) => isFor?.(viewer) ?? true)
            if (mine.length === 0) return null
            return (
              <section key={title} aria-label={title}>
                <h2>{title}</h2>
                {mine.map(item => (
                  <Link
                    key={item.to}
                    to={item.to}
                    activeOptions={{ exact: item.to === '/' }}
                    title={i18n._(item.about)}
                    onClick={menu.close}
                  >
                    <Icon path={item.icon} />
                    <span className="destination">{i18n._(item.title)}</span>
                    {item.to === '/approvals' && <Badge count={awaiting} />}
                  </Link>
                ))}
              </section>
            )
          })}
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
          <Offline />
          <Suspense>
            <Outlet />
          </Suspense>
        </AppShell.Main>
        <Suspense>
          <Palette openHelp={help.open} />
        </Suspense>
        <Suspense>
          <Help opened={isHelpOpen} close={help.close} />
        </Suspense>
      </AppShell>
    </AwaitingContext>
  )
}

const Icon = ({ path }: { readonly path: string }) => (
  <svg
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={path} />
  </svg>
)

const Badge = ({ count }: { readonly count: string | null }) =>
  count === null || count === '0' ? null : (
    <span className="count">
      {count}{' '}
      <span className="skip">
        <Trans>awaiting your approval</Trans>
      </span>
    </span>
  )

const connectionWords = {
  live: {
    word: msg`live`,
    tone: 'good',
  },
  connecting: {
    word: msg`connecting`,
    tone: 'queue',
  },
  offline: {
    word: msg`reconnecting`,
    tone: 'bad',
  },
} as const

function ConnectionState() {
  const { word: message, tone } = connectionWords[useLivePick(({ connection }) => connection)]
  const word = i18n._(message)
  const received = useLivePick(({ received }) => received)
  return (
    <span
      className="status"
      data-tone={tone}
      role="status"
      aria-label={t`Connection: ${word}`}
      title={t`${i18n.number(received)} changes received`}
    >
      {word}
    </span>
  )
}

function Offline() {
  const isOffline = useLivePick(({ connection }) => connection === 'offline')
  if (!isOffline) return null
  return (
    <div className="notice" data-tone="bad" role="alert" style={{ marginBottom: '0.75rem' }}>
      <Trans>
        Connection lost. What you see may be out of date. The console reconnects by itself and misses nothing.
      </Trans>
    </div>
  )
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="dimmed"
      aria-label={isDark ? t`Light theme` : t`Dark theme`}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? '☀' : '☾'}
    </ActionIcon>
  )
}
