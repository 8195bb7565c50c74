/**
 * The import rules of docs/architecture.md: imports point down only, and edges never import one another.
 * `deploy/arrows.test.ts` plants a violation of each rule.
 */

/** Test code. Production code never imports it, and most rules do not apply to it. */
const tests =
  '(\\.test\\.ts|-kit\\.ts|test-kit|api-tests/|\\.fixture\\.ts|test-device\\.ts|test-redis\\.ts|/testing/|^server/e2e/)'

/** The core's adapters (edges), each with the other edges that it may import. */
const edges = {
  schema: [],
  broker: [],
  'server/access': [],
  'server/graphql': ['server/access'],
  'server/api-port': ['server/access', 'server/graphql'],
  'server/device-port': [],
  'server/postgres': [],
  'server/redis': [],
  'server/pki': [],
  'server/mail': [],
  'server/webhooks': [],
  'server/embedded': [],
}

/** The folders of server/postgres, each with the folders that it may import. */
const postgresFolders = {
  pool: [],
  callers: ['pool'],
  commit: ['pool'],
  devices: ['commit', 'pool'],
  ledger: ['pool'],
  webhooks: ['pool'],
  lists: ['commit', 'ledger', 'webhooks', 'pool'],
}

/** The folders of clients/, each with the other folders of this repository that it may import. */
const clients = {
  agent: ['broker/protocol'],
  sdk: [],
  cli: ['clients/sdk'],
  console: ['clients/sdk'],
  examples: ['clients/sdk'],
}

/** Libraries with the only folders that may import them, so that replacing one changes few folders. */
const libraries = {
  pg: ['server/postgres', 'server/embedded', 'server/admin', 'prisma', 'bench'],
  graphql: ['schema', 'server/access', 'server/graphql', 'server/api-port', 'clients', 'deploy', 'bench'],
  aedes: ['broker', 'bench'],
  ioredis: ['server/redis', 'server/admin'],
  bullmq: ['server/redis'],
  nodemailer: ['server/mail'],
}

/** Terms shared by devices and the API. The domain imports them from the protocol. */
const vocabulary = '^broker/protocol/(action-type|failure-code|platform)\\.ts$'

const ours = '^(server|broker|schema|prisma|clients|bench|deploy)/'
const under = folders => `^(${folders.join('|')})/`
const library = names => `(^|node_modules/)(${names.join('|')})(/|$)`

/** Modules of `from` may import only modules that match `allowed`, whether from this repository, npm or Node. */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { pathNot: allowed },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },

    only('flow-is-pure', '^server/flow/', [
      '^server/flow/',
      library(['lru-cache', '@opentelemetry/api', '(node:)?timers/promises', '(node:)?async_hooks']),
    ]),
    only('domain-is-pure', '^server/domain/', [
      '^server/(domain|flow)/',
      vocabulary,
      library(['node:crypto', 'node:net', 'crypto', 'net', 'ipaddr\\.js']),
    ]),
    only('app-is-pure', '^server/app/', ['^server/(app|domain|flow)/', library(['lru-cache'])]),
    only('protocol-is-pure', '^broker/protocol/', ['^broker/protocol/', library(['node:crypto', 'crypto'])]),

    ...Object.entries(edges).map(([edge, below]) => ({
      name: `${edge.replace('/', '-')}-imports-no-other-edge`,
      severity: 'error',
      from: { path: under([edge]), pathNot: tests },
      to: { path: under([...Object.keys(edges), 'clients', 'bench']), pathNot: under([edge, ...below]) },
    })),
    ...Object.entries(postgresFolders).map(([folder, below]) => ({
      name: `postgres-${folder}-imports-downwards`,
      severity: 'error',
      from: { path: `^server/postgres/${folder}/`, pathNot: tests },
      to: { path: '^server/postgres/', pathNot: `^server/postgres/(${[folder, ...below].join('|')})/` },
    })),
    {
      name: 'only-the-broker-imports-the-protocol',
      severity: 'error',
      from: { path: '^(server|schema|prisma)/', pathNot: `^server/domain/|${tests}` },
      to: { path: '^broker/protocol/' },
    },
    {
      name: 'only-lists-and-schema-import-the-prisma-client',
      severity: 'error',
      from: {
        path: '^(server|broker|schema|clients)/',
        pathNot: '^(server/postgres/lists/|schema/(builder|context)\\.ts)',
      },
      to: { path: '^prisma/generated/' },
    },

    ...Object.entries(clients).map(([client, allowed]) => ({
      name: `clients-${client}-stays-in-bounds`,
      severity: 'error',
      from: { path: `^clients/${client}/`, pathNot: tests },
      to: { path: ours, pathNot: under([`clients/${client}`, ...allowed]) },
    })),

    {
      name: 'only-the-demo-imports-the-demo',
      severity: 'error',
      from: { path: ours, pathNot: `^server/demo(/|\\.ts$)|${tests}` },
      to: { path: '^server/demo(/|\\.ts$)' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { path: '^(server|broker|schema|prisma|clients)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'only-main-composes',
      severity: 'error',
      from: { path: under(Object.keys(edges)) },
      to: { path: '^server/([^/]+\\.ts$|composition/)' },
    },
    ...Object.entries(libraries).map(([name, layer]) => ({
      name: `${name}-stays-in-its-layer`,
      severity: 'error',
      from: { path: ours, pathNot: `${under(layer)}|${tests}` },
      to: { path: library([name]) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules|prisma/generated' },
    exclude: { path: '^clients/console/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
