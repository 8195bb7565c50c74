import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { MAX_OUTPUT_BYTES } from '#protocol/topics.ts'
import { failed, type Outcome } from './action.ts'
import { type BothEnds, fitOutput, keepBothEnds } from './run-script-output.ts'

const DEFAULT_TIMEOUT_SECONDS = 600

export interface Script {
  readonly interpreter: string
  readonly body: string
  readonly sha256: string
  readonly arguments: readonly string[]
  readonly timeout: number
}

export function readScript(parameters: JsonObject): Script {
  const script = parameters['script']
  if (!isObject(script)) throw new Error('parameters.script: missing')
  const { interpreter, body, sha256 } = script
  if (typeof interpreter !== 'string') throw new Error('parameters.script.interpreter: must be a string')
  if (typeof body !== 'string') throw new Error('parameters.script.body: must be a string')
  if (typeof sha256 !== 'string') throw new Error('parameters.script.sha256: must be a string')
  const args = parameters['arguments'] ?? []
  if (!Array.isArray(args) || !args.every(argument => typeof argument === 'string'))
    throw new Error('parameters.arguments: must be a list of strings')
  const timeout = parameters['timeout'] ?? DEFAULT_TIMEOUT_SECONDS
  if (typeof timeout !== 'number' || timeout <= 0)
    throw new Error('parameters.timeout: must be a number of seconds')
  return { interpreter, body, sha256: sha256.toLowerCase(), arguments: args, timeout }
}

export const isAsRegistered = ({ body, sha256 }: Script) =>
  createHash('sha256').update(body).digest('hex') === sha256

export function keep(stream: Readable): BothEnds {
  const ends = keepBothEnds()
  stream.on('data', chunk => ends.write(chunk))
  return ends
}

export function outputOf(
  end: {
    readonly exitCode: number | null
    readonly signal: string | null
    readonly processGroup: number
    readonly leftBehind?: readonly { readonly pid: number; readonly processName: string }[]
  },
  stdout: BothEnds,
  stderr: BothEnds,
): Json {
  const streams = { stdout: stdout.ends(), stderr: stderr.ends() }
  const rest = { ...end, stdoutBytes: streams.stdout.bytes, stderrBytes: streams.stderr.bytes }
  const empty = JSON.stringify({ ...rest, stdout: '', stderr: '' })
  return {
    ...rest,
    ...fitOutput(streams.stdout, streams.stderr, MAX_OUTPUT_BYTES - Buffer.byteLength(empty)),
  }
}

interface End {
  readonly inTime: boolean
  readonly timeout: number
  readonly exitCode: number | null
  readonly signal: string | null
}

export function outcomeOf(output: Json, { inTime, timeout, exitCode, signal }: End): Outcome {
  if (!inTime) return { ...failed('TIMED_OUT', `ended after its limit of ${timeout} s`), output }
  if (signal !== null) return { ...failed('AGENT_ERROR', `the script was ended by ${signal}`), output }
  if (exitCode !== 0) return { ...failed('AGENT_ERROR', `the script ended with ${exitCode}`), output }
  return { completed: output }
}

/** False: not done in time. */
export async function within(millis: number, done: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController()
  const late = delay(millis, false, { signal: waiting.signal }).catch(() => false)
  const inTime = await Promise.race([done.then(() => true), late])
  waiting.abort()
  return inTime
}
