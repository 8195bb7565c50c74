import { setTimeout as delay } from 'node:timers/promises'
import type { Program } from './program.ts'
import type { Fault } from './schedule.ts'
import { fillDisk, type World } from './world.ts'

/** Injects a fault. Resolves when it is healed and its program serves again. */
export async function inject({ kind, target, lasts, amount }: Fault, world: World): Promise<void> {
  const service = pick(world.services, target).program
  const agents = pick(world.agents, target)
  const link = pick(world.links, target)
  const forAWhile = async (end: () => unknown) => {
    await delay(lasts)
    await end()
  }
  switch (kind) {
    case 'kill a service':
      return service.end('SIGKILL', lasts)
    case 'restart a service':
      return service.end('SIGTERM', lasts)
    case 'freeze a service':
      return freeze(service, forAWhile)
    case 'kill agents':
      return agents.program.end('SIGKILL', lasts)
    case 'restart agents':
      return agents.program.end('SIGTERM', lasts)
    case 'freeze agents':
      return freeze(agents.program, forAWhile)
    case 'stop PostgreSQL at once': {
      const pid = world.postgres.pid()
      // SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, so its next start recovers from the log.
      if (pid !== undefined) process.kill(pid, 'SIGQUIT')
      return
    }
    case 'kill Redis':
      await world.redis.kill()
      return forAWhile(() => world.redis.start())
    case 'freeze Redis':
      world.redis.freeze()
      return forAWhile(() => world.redis.thaw())
    case 'flush Redis':
      return world.redis.flush()
    case 'cut connections':
      return forAWhile(link.cut())
    case 'delay connections':
      return forAWhile(link.delay(amount))
    case 'leave connections half-open':
      return forAWhile(link.stall())
    case 'move the clock of a service':
      return moveClock(service, amount, forAWhile)
    case 'move the clock of agents':
      return moveClock(agents.program, amount, forAWhile)
    case 'fill the disk of agents':
      if (agents.disk !== null) await forAWhile(await fillDisk(agents.disk))
      return
    case 'refuse webhooks':
      return forAWhile(world.receiver.refuse())
  }
}

type ForAWhile = (end: () => unknown) => Promise<void>

function freeze(program: Program<unknown>, forAWhile: ForAWhile): Promise<void> {
  program.freeze()
  return forAWhile(program.thaw)
}

function moveClock(program: Program<unknown>, amount: number, forAWhile: ForAWhile): Promise<void> {
  program.moveClock(amount)
  return forAWhile(() => program.moveClock(0))
}

const pick = <T>(list: readonly T[], target: number): T => list[target % list.length] as T
