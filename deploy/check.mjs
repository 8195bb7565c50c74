// Runs all checks and tests; with `--quick`, only the checks. The last line reads "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const scratch = mkdtempSync(join(tmpdir(), 'defend-check-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

const run = (program, ...args) =>
  spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0' } })
    .status === 0

const checks = {
  types: () => run('npx', 'tsc', '--noEmit'),
  "the console's types": () => run('npx', 'tsc', '--noEmit', '-p', 'clients/console'),
  'format and lint': () => run('npx', 'biome', 'check', '.'),
  'import rules': () => run('node', '--import', 'tsx', 'deploy/arrows.ts'),
  'the contract': () => run('node', '--import', 'tsx', 'deploy/contract.ts'),
}

for (const [name, check] of Object.entries(checks)) {
  console.log(`\n# ${name}`)
  const passed = check()
  counts[passed ? 'passed' : 'failed']++
  if (!passed) console.log(`FAILED: ${name}`)
}

if (process.argv.includes('--quick')) finish()

console.log('\n# tests')
const report = join(scratch, 'tests.json')
const ran = run(
  'npx',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
)
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const skipped = testResults.flatMap(file =>
    file.assertionResults.filter(({ status }) => !['passed', 'failed'].includes(status)),
  )
  // The titles of skipped tests or of their suites say what they need.
  for (const { fullName } of skipped) console.log(`skipped: ${fullName}`)
  counts.passed += numPassedTests
  counts.failed += numFailedTests
  counts.skipped += skipped.length
  // A file that cannot be loaded, or an error outside of tests, fails the run although no test failed.
  if (!ran && numFailedTests === 0) counts.failed++
} else counts.failed++
finish()

function finish() {
  rmSync(scratch, { recursive: true, force: true })
  console.log(
    `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
  )
  process.exit(counts.failed === 0 ? 0 : 1)
}
