/** All `DEFEND_*` variables of the service, its administration, the command line, the agent, the demo and the tests. */
const known = [
  'DEFEND_API_CERT',
  'DEFEND_API_KEY',
  'DEFEND_API_PORT',
  'DEFEND_ARTIFACTS',
  'DEFEND_BENCH_PROFILE',
  'DEFEND_CHROMIUM',
  'DEFEND_CONFIG_DIR',
  'DEFEND_CONSOLE_CLIENT_ID',
  'DEFEND_CORS_ORIGINS',
  'DEFEND_DATA_DIR',
  'DEFEND_DEVICE_HOST',
  'DEFEND_DEVICE_NAMES',
  'DEFEND_DEVICE_PORT',
  'DEFEND_HOST',
  'DEFEND_ISSUER',
  'DEFEND_KEYS_DIR',
  'DEFEND_LOG_LEVEL',
  'DEFEND_MUTATIONS_PER_MINUTE',
  'DEFEND_TEST_CRASH',
  'DEFEND_TEST_KILLS',
  'DEFEND_TOKEN',
  'DEFEND_TRUSTED_DOCUMENTS',
  'DEFEND_TRUSTED_DOCUMENTS_ONLY',
  'DEFEND_TRUST_DOMAIN',
  'DEFEND_URL',
  'DEFEND_WEBHOOK_HOSTS',
]

/** A fault for each unknown `DEFEND_*` variable, so that misspellings are not ignored. */
export const unknownVariables = (env: NodeJS.ProcessEnv): readonly string[] =>
  Object.keys(env)
    .filter(name => name.startsWith('DEFEND_') && !known.includes(name))
    .sort()
    .map(name => `${name}: no such variable${suggestionFor(name)}`)

function suggestionFor(name: string): string {
  const [nearest] = known
    .map(candidate => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  return nearest && nearest.distance <= 4 ? ` (did you mean ${nearest.candidate}?)` : ''
}

/** The edit distance: the fewest insertions, deletions and replacements that turn one text into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
