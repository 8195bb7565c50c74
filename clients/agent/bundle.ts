import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The agent as one file that needs Node and nothing else. */
export async function bundleAgent(outfile: string, entry = MAIN): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // Some libraries are CommonJS and ask for `require`, which a module does not have.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
    },
    // Faster natively, and optional.
    external: ['bufferutil', 'utf-8-validate'],
    legalComments: 'linked',
    logLevel: 'warning',
  })
}

/** `node --import tsx clients/agent/bundle.ts <file>` */
const [, script, outfile = 'dist/defend-agent.mjs'] = process.argv
if (script && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await bundleAgent(outfile)
  process.stdout.write(`${outfile}\n`)
}
