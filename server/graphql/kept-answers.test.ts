import { expect, test } from 'vitest'
import { type Answer, createKeptAnswers } from './kept-answers.ts'

const answer = (text: string): Answer => ({ text, notFor: new Set() })

test('an answer is computed once for all subscribers of a group', async () => {
  const answers = createKeptAnswers(1000)
  const [alice, bob] = [answers.join('same'), answers.join('same')]
  let made = 0
  const make = async () => answer(`answer ${++made}`)
  expect(await Promise.all([alice.at(1, make), bob.at(1, make)])).toEqual([
    answer('answer 1'),
    answer('answer 1'),
  ])
  expect(await bob.at(1, make)).toEqual(answer('answer 1'))
})

test('one budget bounds the answers of all groups', async () => {
  const answers = createKeptAnswers(1000)
  for (let group = 0; group < 100; group++) {
    const joined = answers.join(`group ${group}`)
    for (let sequence = 0; sequence < 10; sequence++)
      await joined.at(sequence, async () => answer('x'.repeat(50)))
  }
  expect(answers.size).toBeLessThanOrEqual(1000)
})

test('the budget of a group is released when its last subscriber leaves', async () => {
  const answers = createKeptAnswers(1000)
  const [alice, bob] = [answers.join('same'), answers.join('same')]
  await alice.at(1, async () => answer('text'))
  alice.leave()
  alice.leave()
  expect(answers.size).toBeGreaterThan(0)
  bob.leave()
  expect(answers.size).toBe(0)
})

test('a failed answer is computed again', async () => {
  const group = createKeptAnswers(1000).join('same')
  await expect(group.at(1, () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await group.at(1, async () => answer('text'))).toEqual(answer('text'))
})
