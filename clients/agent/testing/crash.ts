import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import type { Program } from './program.ts'
import type { CommandFor } from './server.ts'

// kill -9 before and after each disk write of journal, outbox and timers, which covers every pair of steps.
export const MOMENTS = ['before', 'after'] as const

/** The test's role as the server of a crashing device. */
export interface Peer {
  send(command: CommandFor): Promise<unknown>
  /** Resolves to the next result for this command. */
  result(commandId: string): Promise<Result>
}

export interface Drive {
  readonly peer: Peer
  readonly action: CommandedAction
  readonly effectFor?: number
  /** Runs the agent of `crashing-agent.ts`. */
  readonly run: (environment: NodeJS.ProcessEnv) => Program
  /** The write at which the agent dies, like `before:3`. */
  readonly crash: string
  /** Changes to make on the device between the crash and the next start. */
  readonly whileDown?: () => Promise<unknown>
  /** Directory for the test's files. */
  readonly dir: string
}

export interface End {
  readonly actionId: string
  /** False: the agent never reached that write. */
  readonly crashed: boolean
  readonly result: Result | null
  /** Targets of SIGKILL before and after the crash. */
  readonly kills: { readonly before: string[]; readonly after: string[] }
}

/** Plays the server until the action has ended: after each reconnect, sends the open commands again. */
export async function driveToItsEnd({
  peer,
  action,
  effectFor,
  run,
  crash,
  whileDown,
  dir,
}: Drive): Promise<End> {
  const actionId = randomUUID()
  const jti = randomUUID()
  const submittedAt = new Date().toISOString()
  const files = { before: join(dir, `${actionId}-before`), after: join(dir, `${actionId}-after`) }
  const kills = async () => ({ before: await lines(files.before), after: await lines(files.after) })
  let granted = false
  let awaited: Promise<Result> | null = null

  const dying = run({ DEFEND_TEST_CRASH: crash, DEFEND_TEST_KILLS: files.before })
  const first = await serve(dying)
  dying.process.kill('SIGTERM')
  const crashed = (await dying.ended).code === null
  if (!crashed) return { actionId, crashed, result: first, kills: await kills() }

  await whileDown?.()
  const living = run({ DEFEND_TEST_KILLS: files.after })
  const result = await serve(living)
  living.process.kill('SIGTERM')
  expect(await living.ended).toMatchObject({ code: 0 })
  // A result sent before the crash must be repeated unchanged.
  if (first !== null) expect(result).toEqual(first)
  return { actionId, crashed, result, kills: await kills() }

  /** Null: the agent died first. */
  async function serve(program: Program): Promise<Result | null> {
    const death = program.ended.then(() => null)
    const connected = program.line('connected').catch(() => null)
    if ((await connected) === null) return null
    const order = {
      kind: 'execute',
      jti,
      actionId,
      action,
      submittedAt,
      effectFor: effectFor ?? null,
    } as const
    await Promise.race([peer.send(order), death])
    if (granted) await Promise.race([grant(), death])
    for (;;) {
      awaited ??= peer.result(jti)
      const result = await Promise.race([awaited, death])
      if (result === null) return null
      awaited = null
      if (result.kind !== 'claim') return result
      granted = true
      await Promise.race([grant(), death])
    }
  }

  function grant() {
    return peer.send({ kind: 'grant', actionId, commandId: jti })
  }
}

export const lines = async (path: string) =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(line => line !== '')
