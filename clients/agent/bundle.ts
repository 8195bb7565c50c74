import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const SETTINGS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Faster natively, and optional.
  external: ['bufferutil', 'utf-8-validate'],
  legalComments: 'linked',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** The agent as one file that needs Node and nothing else. */
export async function bundleAgent(outfile: string, entry = MAIN): Promise<void> {
  await build({
    ...SETTINGS,
    entryPoints: [entry],
    outfile,
    format: 'esm',
    // Some libraries are CommonJS and ask for `require`, which a module does not have.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
    },
  })
}

/** As CommonJS, which is all that a single executable runs. */
export async function bundleForExecutable(outfile: string): Promise<void> {
  // There these can't be loaded, and trying prints a warning.
  const define = { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' }
  await build({ ...SETTINGS, entryPoints: [MAIN], outfile, format: 'cjs', minify: true, define })
}
