import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router'
import { historySearch } from './screens/action/history-search.ts'
import { Live } from './screens/live/live.tsx'
import { Shell } from './shell/shell.tsx'
import { Empty } from './ui/parts.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Empty isPage title="There is nothing here">
      <Link to="/">Back to what is going on</Link>
    </Empty>
  ),
})

/** Only what is there: the URL shows no `undefined`. */
const present = <Search extends object>(search: Search) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Search]?: Exclude<Search[Name], undefined>
  }
const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const texts = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string' && one !== '')
  return all.length > 0 ? all : undefined
}

const live = createRoute({ getParentRoute: () => root, path: '/', component: Live })
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: search => present({ id: text(search['id']) }),
  component: lazyRouteComponent(() => import('./screens/approvals/approvals.tsx'), 'Approvals'),
})
const action = createRoute({
  getParentRoute: () => root,
  path: '/actions/$id',
  component: lazyRouteComponent(() => import('./screens/action/action.tsx'), 'Action'),
})
const submit = createRoute({
  getParentRoute: () => root,
  path: '/submit',
  validateSearch: search =>
    present({
      devices: texts(search['devices']),
      type: text(search['type']),
      detection: text(search['detection']),
      investigation: text(search['investigation']),
    }),
  component: lazyRouteComponent(() => import('./screens/submit/submit.tsx'), 'Submit'),
})
const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  validateSearch: search =>
    present({
      host: text(search['host']),
      which: text(search['which']),
      platform: text(search['platform']),
    }),
  component: lazyRouteComponent(() => import('./screens/device/devices.tsx'), 'Devices'),
})
const device = createRoute({
  getParentRoute: () => root,
  path: '/devices/$id',
  component: lazyRouteComponent(() => import('./screens/device/device.tsx'), 'Device'),
})
const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('./screens/action/history.tsx'), 'History'),
})
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/settings.tsx'), 'Settings'),
})

const detections = createRoute({
  getParentRoute: () => root,
  path: '/detections',
  validateSearch: search =>
    present({ severities: texts(search['severities']), investigation: text(search['investigation']) }),
  component: lazyRouteComponent(() => import('./screens/detection/detections.tsx'), 'Detections'),
})
const investigations = createRoute({
  getParentRoute: () => root,
  path: '/investigations',
  component: lazyRouteComponent(() => import('./screens/detection/investigations.tsx'), 'Investigations'),
})
const investigation = createRoute({
  getParentRoute: () => root,
  path: '/investigations/$id',
  component: lazyRouteComponent(() => import('./screens/detection/investigation.tsx'), 'Investigation'),
})
const movement = createRoute({
  getParentRoute: () => root,
  path: '/movement',
  validateSearch: search => present({ investigation: text(search['investigation']) }),
  component: lazyRouteComponent(() => import('./screens/detection/movement.tsx'), 'Movement'),
})
const bulks = createRoute({
  getParentRoute: () => root,
  path: '/bulks',
  component: lazyRouteComponent(() => import('./screens/bulk/bulks.tsx'), 'Bulks'),
})
const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulks/$id',
  component: lazyRouteComponent(() => import('./screens/bulk/bulk.tsx'), 'Bulk'),
})
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./screens/settings/rules.tsx'), 'Rules'),
})
const scripts = createRoute({
  getParentRoute: () => root,
  path: '/scripts',
  component: lazyRouteComponent(() => import('./screens/settings/scripts.tsx'), 'Scripts'),
})
const keys = createRoute({
  getParentRoute: () => root,
  path: '/keys',
  component: lazyRouteComponent(() => import('./screens/settings/keys.tsx'), 'Keys'),
})
const compliance = createRoute({
  getParentRoute: () => root,
  path: '/compliance',
  component: lazyRouteComponent(() => import('./screens/audit/compliance.tsx'), 'Compliance'),
})

const routeTree = root.addChildren([
  ...[live, approvals, action, submit, bulks, bulk],
  ...[detections, investigations, investigation, movement],
  ...[devices, device, history, compliance],
  ...[rules, scripts, keys, settings],
])

export const createConsoleRouter = () => createRouter({ routeTree, defaultPreload: 'intent' })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
