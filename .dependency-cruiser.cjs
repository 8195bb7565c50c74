/** The arrows of docs/architecture.md: everything points down, edges never import one another. */
const edges = [
  'schema',
  'broker',
  'server/access',
  'server/graphql',
  'server/api-port',
  'server/device-port',
  'server/postgres',
  'server/redis',
  'server/pki',
  'server/mail',
  'server/webhooks',
  'server/embedded',
]
/** The API port's three rooms: each may import those before it. */
const below = {
  'server/graphql': ['^server/access/'],
  'server/api-port': ['^server/access/', '^server/graphql/'],
}
const anyOf = paths => `^(${paths.join('|')})/`
/** What devices and the API call the same things: the domain takes these from the protocol. */
const vocabulary = '^broker/protocol/(action-type|failure-code|platform)\\.ts$'
const tests = '(\\.test\\.ts|-kit\\.ts|test-kit|api-tests/|\\.fixture\\.ts|test-device\\.ts|/testing/)'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^server/domain/', pathNot: tests },
      to: {
        path: '^(server|broker|schema|prisma|clients|bench)/',
        pathNot: ['^server/(domain|flow)/', vocabulary],
      },
    },
    {
      name: 'domain-hashes-and-parses-only',
      severity: 'error',
      from: { path: '^server/domain/', pathNot: tests },
      to: {
        dependencyTypes: ['core', 'npm'],
        pathNot: '(^|/)(crypto|net|node:crypto|node:net)$|node_modules/(ipaddr\\.js)/',
      },
    },
    {
      name: 'flow-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^server/flow/', pathNot: tests },
      to: { path: '^(server|broker|schema|prisma|clients|bench)/', pathNot: '^server/flow/' },
    },
    {
      name: 'app-imports-domain-only',
      severity: 'error',
      from: { path: '^server/app/', pathNot: tests },
      to: { path: '^(server|broker|schema|prisma|clients|bench)/', pathNot: '^server/(app|domain|flow)/' },
    },
    ...edges.map(edge => ({
      name: `${edge.replace('/', '-')}-imports-no-other-edge`,
      severity: 'error',
      from: { path: `^${edge}/`, pathNot: tests },
      to: {
        path: anyOf([...edges, 'clients', 'bench']),
        pathNot: [`^${edge}/`, ...(below[edge] ?? [])],
      },
    })),
    {
      name: 'protocol-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^broker/protocol/', pathNot: tests },
      to: { path: '^(server|broker|schema|prisma|clients|bench)/', pathNot: '^broker/protocol/' },
    },
    {
      name: 'only-the-broker-knows-the-protocol-here',
      severity: 'error',
      from: { path: '^(server|schema|prisma)/', pathNot: `${tests}|^server/(e2e|domain)/` },
      to: { path: '^broker/protocol/' },
    },
    {
      name: 'prisma-client-behind-two-doors',
      severity: 'error',
      from: {
        path: '^(server|broker|schema|clients)/',
        pathNot: '^(server/postgres/|schema/(builder|context)\\.ts)',
      },
      to: { path: '^prisma/generated/' },
    },
    {
      name: 'clients-know-the-protocol-only',
      severity: 'error',
      from: { path: '^clients/', pathNot: tests },
      to: { path: '^(server|broker|schema|prisma|bench)/', pathNot: '^broker/protocol/' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { path: '^(server|broker|schema|prisma|clients)/', pathNot: `${tests}|^server/e2e/` },
      to: { path: tests },
    },
    {
      name: 'only-main-composes',
      severity: 'error',
      from: { path: anyOf(edges) },
      to: { path: '^server/[^/]+\\.ts$' },
    },
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
