import { AsyncLocalStorage } from 'node:async_hooks'

const callers = new AsyncLocalStorage<string>()

/** Runs a task on behalf of a caller, so that pools can limit the share of each caller. */
export const onBehalfOf = <T>(caller: string, task: () => T): T => callers.run(caller, task)

/** The caller on whose behalf the current code runs; undefined in background work. */
export const presentCaller = (): string | undefined => callers.getStore()
