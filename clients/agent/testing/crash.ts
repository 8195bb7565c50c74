import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import type { Program } from './program.ts'
import type { CommandFor } from './server.ts'

// kill -9 at every write of journal, outbox and timers, before and after the disk has it: that is between any two steps.
export const MOMENTS = ['before', 'after'] as const

/** The server, as far as a device that crashes sees it. */
export interface Peer {
  send(command: CommandFor): Promise<unknown>
  /** The next result to this command. */
  result(commandId: string): Promise<Result>
}

export interface Drive {
  readonly peer: Peer
  readonly action: CommandedAction
  readonly effectFor?: number
  /** Runs the agent of `crashing-agent.ts`. */
  readonly run: (environment: NodeJS.ProcessEnv) => Program
  /** At which write it dies, like `before:3`. */
  readonly crash: string
  /** What happens on the device between the death and the next start. */
  readonly meanwhile?: () => Promise<unknown>
  /** For files of this. */
  readonly dir: string
}

export interface End {
  readonly actionId: string
  /** False: it never came to that write. */
  readonly crashed: boolean
  readonly result: Result | null
  /** Whom it sent SIGKILL, before its death and after it. */
  readonly kills: { readonly before: string[]; readonly after: string[] }
}

/** What a server does until the action has ended: it sends again what is open whenever the device comes back. */
export async function driveToItsEnd({
  peer,
  action,
  effectFor,
  run,
  crash,
  meanwhile,
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

  await meanwhile?.()
  const living = run({ DEFEND_TEST_KILLS: files.after })
  const result = await serve(living)
  living.process.kill('SIGTERM')
  expect(await living.ended).toMatchObject({ code: 0 })
  // What was heard before the crash is what is heard after it.
  if (first !== null) expect(result).toEqual(first)
  return { actionId, crashed, result, kills: await kills() }

  /** Null: the agent died before. */
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
