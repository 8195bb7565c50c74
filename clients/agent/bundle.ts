import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const SETTINGS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // Optional native accelerators.
  external: ['bufferutil', 'utf-8-validate'],
  legalComments: 'linked',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Builds the agent as one file that needs only Node. */
export async function bundleAgent(outfile: string, entry = MAIN): Promise<void> {
  await build({
    ...SETTINGS,
    entryPoints: [entry],
    outfile,
    format: 'esm',
    // Some libraries are CommonJS and use `require`, which ES modules lack.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
    },
  })
}

/** CommonJS, the only format a single executable supports. */
export async function bundleForExecutable(outfile: string): Promise<void> {
  // A single executable can't load these modules, and trying prints a warning.
  const define = { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' }
  await build({ ...SETTINGS, entryPoints: [MAIN], outfile, format: 'cjs', minify: true, define })
}
