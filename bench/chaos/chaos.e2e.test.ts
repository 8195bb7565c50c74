import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { runChaos } from './run.ts'

const size = { instances: 2, agentProcesses: 2, devicesPerProcess: 3 }

test('a minute of faults of every kind violates no invariant', { timeout: 600_000 }, async () => {
  const report = await runChaos({ ...size, seed: 20, faults: 90 })
  expect(report.findings).toEqual([])
  expect(report.faults.reduce((sum, { count }) => sum + count, 0)).toBe(90)
  expect(report.verified).toBeGreaterThan(0)
})

for (const mutant of mutants)
  test(`the checker finds a build in which ${mutant.name}`, { timeout: 600_000 }, async () => {
    const found: string[] = []
    // The operating system decides how programs interleave, so a short run does not show every mistake.
    for (let seed = 1; seed <= 8 && !found.includes(mutant.foundBy); seed++) {
      const report = await runChaos({
        ...size,
        instances: 1,
        seed,
        faults: 16,
        kinds: mutant.shownBy,
        mutant,
        // A broken build may never settle.
        settleWithin: 10_000,
      })
      found.push(...report.findings.map(({ invariant }) => invariant))
    }
    expect(found).toContain(mutant.foundBy)
  })
