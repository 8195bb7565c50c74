import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleForExecutable } from './bundle.ts'

const { inject }: { readonly inject: Inject } = createRequire(import.meta.url)('postject')
const run = promisify(execFile)
/** The function of postject, which has no type declarations. */
type Inject = (
  file: string,
  resource: string,
  content: Buffer,
  options: { readonly sentinelFuse: string },
) => Promise<void>

/**
 * Node looks for this marker in its own file;
 * https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html
 */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/**
 * Builds the agent and this Node into one file, for this Node's system and processor.
 *
 * @param outfile replaced if it exists
 */
export async function buildExecutable(outfile: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'executable-'))
  try {
    const main = join(work, 'agent.cjs')
    const output = join(work, 'agent.blob')
    const config = join(work, 'sea.json')
    await bundleForExecutable(main)
    await writeFile(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true }))
    await run(process.execPath, ['--experimental-sea-config', config])
    const injected = join(work, 'agent')
    await copyFile(process.execPath, injected)
    await chmod(injected, 0o755)
    await inject(injected, 'NODE_SEA_BLOB', await readFile(output), { sentinelFuse: FUSE })
    await copyFile(injected, outfile)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
