// Checks the import rules of .dependency-cruiser.cjs over the whole repository.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type IConfiguration } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/** The folders whose imports are checked. */
const folders = ['server', 'broker', 'schema', 'prisma', 'clients', 'bench', 'deploy']

export interface Violation {
  readonly rule: string
  /** The importing file, relative to the root. */
  readonly from: string
  /** The imported file or module. */
  readonly to: string
}

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const readRules = (): Promise<IConfiguration> =>
  extractConfig(resolvePath('../.dependency-cruiser.cjs'))

/** Finds all imports below `root` (an absolute path) that break a rule, and counts the modules that were read. */
export async function findViolations(
  root: string,
): Promise<{ readonly modules: number; readonly violations: readonly Violation[] }> {
  const { forbidden = [], options } = await readRules()
  const { output } = await cruise(
    folders.filter(folder => existsSync(join(root, folder))),
    { ...options, baseDir: root, ruleSet: { forbidden }, validate: true },
    undefined,
    { tsConfig: extractTSConfig(resolvePath('../tsconfig.json')) },
  )
  if (typeof output === 'string') throw new Error(output)
  const { totalCruised, violations } = output.summary
  return {
    modules: totalCruised,
    violations: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { modules, violations } = await findViolations(resolvePath('..'))
  for (const { rule, from, to } of violations) console.log(`${rule}: ${from} imports ${to}`)
  console.log(`${modules} modules, ${violations.length} violations`)
  // 0 modules means that dependency-cruiser found no TypeScript parser, so nothing was checked.
  process.exitCode = modules > 0 && violations.length === 0 ? 0 : 1
}
