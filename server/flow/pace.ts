import { setImmediate } from 'node:timers/promises'

/**
 * Spreads work over turns of the event loop: of the calls of one turn the first `perTurn` resolve in that turn, the
 * next `perTurn` in the following one, and so on, in the order of the calls.
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
