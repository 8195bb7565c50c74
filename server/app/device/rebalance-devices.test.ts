import { expect, test } from 'vitest'
import { rebalanceDevices } from './rebalance-devices.ts'

/** Simulates processes with these numbers of devices. `choose` decides where a disconnected device reconnects. */
function fleet(counts: number[], choose: (from: number) => number) {
  let released = 0
  const looks = counts.map((_, i) =>
    rebalanceDevices({
      fleet: async () => ({ processes: counts.length, devices: counts.reduce((a, b) => a + b, 0) }),
      connected: () => counts[i] ?? 0,
      release: count => {
        released += count
        for (let n = 0; n < count; n++) {
          const to = choose(i)
          counts[i] = (counts[i] ?? 0) - 1
          counts[to] = (counts[to] ?? 0) + 1
        }
      },
    }),
  )
  return {
    counts,
    released: () => released,
    look: async (times: number) => {
      for (let n = 0; n < times; n++) for (const look of looks) await look()
    },
  }
}

test.each([[[35, 25, 0]], [[5000, 5000, 0]], [[10_000, 0]]])(
  'after a rolling restart, %j are balanced gradually',
  async counts => {
    let next = 0
    const three = fleet([...counts], () => next++ % counts.length)
    const share = counts.reduce((a, b) => a + b, 0) / counts.length
    const before = Math.max(...counts)
    await three.look(2)
    expect(three.released()).toBe(0)
    await three.look(1)
    expect(before - Math.max(...three.counts)).toBeLessThanOrEqual(before * 0.05 + 1)
    await three.look(300)
    expect(Math.max(...three.counts)).toBeLessThanOrEqual(share * 1.1 + 3)
    expect(three.released()).toBeLessThan(3 * before)
  },
)

test('nearly even shares and a single process are left alone', async () => {
  const even = fleet([21, 20, 19], () => 0)
  const single = fleet([5000], () => 0)
  const few = fleet([2, 0], () => 1)
  for (const one of [even, single, few]) await one.look(100)
  expect([even, single, few].map(one => one.released())).toEqual([0, 0, 0])
})

test('if the network always sends the devices back, they are disconnected less and less often', async () => {
  const sticky = fleet([1000, 0], from => from)
  await sticky.look(8640) // a day of looks every ten seconds
  expect(sticky.released()).toBeLessThan(40 * 50)
})

test('the only process keeps its devices while the heartbeats lag behind', async () => {
  let released = 0
  const look = rebalanceDevices({
    fleet: async () => ({ processes: 1, devices: 0 }),
    connected: () => 2_000,
    release: count => {
      released += count
    },
  })
  for (let check = 0; check < 10; check++) await look()
  expect(released).toBe(0)
})
