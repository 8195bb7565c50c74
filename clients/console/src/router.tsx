import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { createRootRoute, createRoute, createRouter, Link } from '@tanstack/react-router'
import { historySearch } from './screens/action/history-search.ts'
import { Live } from './screens/live/live.tsx'
import { Crashed } from './shell/crashed.tsx'
import { lazyScreen } from './shell/lazy-screen.tsx'
import { Shell } from './shell/shell.tsx'
import { Empty } from './ui/parts.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Empty isPage title={t`Page not found`}>
      <Link to="/">
        <Trans>Go to Live</Trans>
      </Link>
    </Empty>
  ),
})

/** Drops undefined values, so that they do not appear in the URL. */
const present = <Search extends object>(search: Search) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Search]?: Exclude<Search[Name], undefined>
  }
/**
 * Removes search parameters that the screen does not accept. Otherwise the router would pass rejected values on to the
 * screen unchanged.
 */
const checked =
  <Search extends object>(read: (search: Record<string, unknown>) => Search) =>
  (search: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(search).map(name => [name, undefined])),
    ...read(search),
  })
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const among = (known: readonly string[], value: unknown): string | undefined =>
  known.find(one => one === value)
const texts = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string' && one !== '')
  return all.length > 0 ? all : undefined
}

/** The text values of an object. */
const record = (value: unknown): Record<string, string> | undefined =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string'))
    : undefined

const live = createRoute({ getParentRoute: () => root, path: '/', component: Live })
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: checked(search => present({ id: text(search['id']) })),
  component: lazyScreen(() => import('./screens/approvals/approvals.tsx').then(({ Approvals }) => Approvals)),
})
const action = createRoute({
  getParentRoute: () => root,
  path: '/actions/$id',
  component: lazyScreen(() => import('./screens/action/action.tsx').then(({ Action }) => Action)),
})
const submit = createRoute({
  getParentRoute: () => root,
  path: '/submit',
  validateSearch: checked(search =>
    present({
      devices: texts(search['devices']),
      type: text(search['type']),
      values: record(search['values']),
      detection: text(search['detection']),
      investigation: text(search['investigation']),
    }),
  ),
  component: lazyScreen(() => import('./screens/submit/submit.tsx').then(({ Submit }) => Submit)),
})
const containment = createRoute({
  getParentRoute: () => root,
  path: '/containment',
  validateSearch: checked(search => present({ kind: among(['isolations', 'blocks'], search['kind']) })),
  component: lazyScreen(() =>
    import('./screens/containment/containment.tsx').then(({ Containment }) => Containment),
  ),
})
const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  validateSearch: checked(search =>
    present({
      host: text(search['host']),
      labels: texts(search['labels']),
      person: text(search['person']),
      which: among(['all', 'online', 'offline', 'isolated', 'drifted'], search['which']),
      platform: among(['WINDOWS', 'LINUX', 'MACOS'], search['platform']),
      hide: texts(search['hide']),
    }),
  ),
  component: lazyScreen(() => import('./screens/device/devices.tsx').then(({ Devices }) => Devices)),
})
const device = createRoute({
  getParentRoute: () => root,
  path: '/devices/$id',
  component: lazyScreen(() => import('./screens/device/device.tsx').then(({ Device }) => Device)),
})
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: checked(historySearch),
  component: lazyScreen(() => import('./screens/action/history.tsx').then(({ History }) => History)),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyScreen(() => import('./screens/settings/settings.tsx').then(({ Settings }) => Settings)),
})

const detections = createRoute({
  getParentRoute: () => root,
  path: '/detections',
  validateSearch: checked(search =>
    present({
      severities: texts(search['severities']),
      statuses: texts(search['statuses']),
      search: text(search['search']),
      mine: search['mine'] === true ? true : undefined,
      sort: among(['severity'], search['sort']),
      investigation: text(search['investigation']),
    }),
  ),
  component: lazyScreen(() =>
    import('./screens/detection/detections.tsx').then(({ Detections }) => Detections),
  ),
})
const detection = createRoute({
  getParentRoute: () => root,
  path: '/detections/$id',
  component: lazyScreen(() => import('./screens/detection/detection.tsx').then(({ Detection }) => Detection)),
})
const investigations = createRoute({
  getParentRoute: () => root,
  path: '/investigations',
  component: lazyScreen(() =>
    import('./screens/investigation/investigations.tsx').then(({ Investigations }) => Investigations),
  ),
})
const investigation = createRoute({
  getParentRoute: () => root,
  path: '/investigations/$id',
  component: lazyScreen(() =>
    import('./screens/investigation/investigation.tsx').then(({ Investigation }) => Investigation),
  ),
})
const movement = createRoute({
  getParentRoute: () => root,
  path: '/movement',
  validateSearch: checked(search => present({ investigation: text(search['investigation']) })),
  component: lazyScreen(() =>
    import('./screens/investigation/movement.tsx').then(({ Movement }) => Movement),
  ),
})
const bulks = createRoute({
  getParentRoute: () => root,
  path: '/bulks',
  component: lazyScreen(() => import('./screens/bulk/bulks.tsx').then(({ Bulks }) => Bulks)),
})
const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulks/$id',
  component: lazyScreen(() => import('./screens/bulk/bulk.tsx').then(({ Bulk }) => Bulk)),
})
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyScreen(() => import('./screens/settings/rules.tsx').then(({ Rules }) => Rules)),
})
const scripts = createRoute({
  getParentRoute: () => root,
  path: '/scripts',
  component: lazyScreen(() => import('./screens/settings/scripts.tsx').then(({ Scripts }) => Scripts)),
})
const keys = createRoute({
  getParentRoute: () => root,
  path: '/keys',
  component: lazyScreen(() => import('./screens/settings/keys.tsx').then(({ Keys }) => Keys)),
})
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyScreen(() => import('./screens/settings/webhooks.tsx').then(({ Webhooks }) => Webhooks)),
})
const compliance = createRoute({
  getParentRoute: () => root,
  path: '/compliance',
  component: lazyScreen(() => import('./screens/audit/compliance.tsx').then(({ Compliance }) => Compliance)),
})

const routeTree = root.addChildren([
  ...[live, approvals, action, submit, bulks, bulk, containment],
  ...[detections, detection, investigations, investigation, movement],
  ...[devices, device, history, compliance],
  ...[rules, scripts, keys, webhooks, settings],
])

export const createConsoleRouter = () =>
  createRouter({ routeTree, defaultPreload: 'intent', defaultErrorComponent: Crashed })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
