import { appendFileSync } from 'node:fs'
import { open } from 'node:fs/promises'

// Runs the agent and kills it at one disk write, before or after the write completes:
// DEFEND_TEST_CRASH=before:3. Each SIGKILL the agent sends adds a line to the file DEFEND_TEST_KILLS.
const [moment, nth] = (process.env['DEFEND_TEST_CRASH'] ?? '').split(':')
const kills = process.env['DEFEND_TEST_KILLS'] ?? '/dev/null'

const kill = process.kill.bind(process)
process.kill = (pid, signal) => {
  if (signal === 'SIGKILL') appendFileSync(kills, `${pid}\n`)
  return kill(pid, signal)
}

const handle = await open(process.execPath)
const prototype: { datasync(): Promise<void> } = Object.getPrototypeOf(handle)
await handle.close()
const datasync = prototype.datasync
let writes = 0
prototype.datasync = async function () {
  writes += 1
  const now = String(writes) === nth
  if (now && moment === 'before') await die()
  await datasync.call(this)
  if (now && moment === 'after') await die()
}

async function die(): Promise<never> {
  kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

await import('../main.ts')
