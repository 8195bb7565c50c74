import { setImmediate } from 'node:timers/promises'

/**
 * Spreads work over turns of the event loop: at most `perTurn` calls resolve in each turn, in the order of the calls.
 */
export function createPace(perTurn: number): () => Promise<void> {
  let turn: Promise<void> = Promise.resolve()
  let inTurn = 0
  return () => {
    if (++inTurn > perTurn) {
      inTurn = 1
      turn = turn.then(() => setImmediate())
    }
    return turn
  }
}
