import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { killProcess } from '../actions/linux/kill-process.ts'
import { readProcess } from '../processes.ts'
import { executionOf } from './execution.ts'

// Starts a process, kills it by its start time and prints the outcome as JSON. For containers with their own
// /proc/uptime.
const child = spawn('sleep', ['600'])
const startedNear = Date.now()
await once(child, 'spawn')
const found = readProcess(child.pid ?? 0)
const startedAt = new Date(found?.startedAt ?? 0).toISOString()
const outcome = await killProcess(null).execute({
  ...executionOf({ pid: child.pid ?? 0, startedAt, processName: 'sleep' }),
  submittedAt: Date.now(),
})
child.kill('SIGKILL')
console.log(JSON.stringify({ outcome, off: Math.abs((found?.startedAt ?? 0) - startedNear) }))
