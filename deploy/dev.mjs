// `npm run dev`: runs the demo, which restarts when a file of the service changes, and the console's Vite server, which
// reloads the browser. The demo's data stays in .defend-dev between starts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const children = []

function start(program, args, env = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  children.push(child)
  return child
}

let ending
async function end(code) {
  ending ??= Promise.all(
    children.map(async child => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    }),
  )
  await ending
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0))

const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const watched = [tsx, 'watch', '--clear-screen=false', 'server/demo.ts']
start(process.execPath, watched, { DEFEND_DATA_DIR: process.env.DEFEND_DATA_DIR ?? '.defend-dev' }).once(
  'exit',
  code => void end(code ?? 1),
)
start(process.execPath, [vite, 'clients/console', '--clearScreen', 'false']).once(
  'exit',
  code => void end(code ?? 1),
)
