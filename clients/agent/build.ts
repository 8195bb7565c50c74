import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { bundleAgent } from './bundle.ts'
import { buildExecutable } from './executable.ts'

/**
 * `npm run bundle`: builds one file that needs Node; default dist/defend-agent.mjs.
 * `npm run bundle -- --executable`: builds one standalone executable; default dist/defend-agent.
 */
const args = process.argv.slice(2)
const isExecutable = args[0] === '--executable'
const outfile = isExecutable ? (args[1] ?? 'dist/defend-agent') : (args[0] ?? 'dist/defend-agent.mjs')
mkdirSync(dirname(outfile), { recursive: true })
await (isExecutable ? buildExecutable : bundleAgent)(outfile)
process.stdout.write(`${outfile}\n`)
