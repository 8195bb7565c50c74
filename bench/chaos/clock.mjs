// Preloaded into a program under test: moves its wall clock by the milliseconds that the parent sends over IPC. Timers and
// `performance.now()` are unaffected, as when an operator sets a machine's clock.
let moved = 0
const RealDate = Date
const realNow = Date.now
const now = () => realNow() + moved

RealDate.now = now
globalThis.Date = new Proxy(RealDate, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new RealDate(now()).toString(),
})

process.on('message', message => {
  if (typeof message?.moveClock === 'number') moved = message.moveClock
})
// The run has crashed: nothing of it may remain.
process.on('disconnect', () => process.exit(1))
// The channel must not keep a program alive that has finished.
process.channel?.unref()
