import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDurableMap } from './durable-map.ts'

let directory: string
let path: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'durable-'))
  path = join(directory, 'map.ndjson')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function reopened(): Promise<Record<string, unknown>[]> {
  const map = await openDurableMap<Record<string, unknown>>(path)
  const values = [...map.values()]
  await map.close()
  return values
}

test('keeps changes and their order across a restart', async () => {
  const map = await openDurableMap(path)
  await Promise.all([map.set('a', { n: 1 }), map.set('b', { n: 2 }), map.set('c', { n: 3 })])
  await map.set('a', { n: 4 })
  await map.delete('b')
  await map.close()
  expect(await reopened()).toEqual([{ n: 4 }, { n: 3 }])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('shows no change before it is on disk', async () => {
  const map = await openDurableMap(path)
  const written = map.set('a', { n: 1 })
  expect(map.get('a')).toBeUndefined()
  await written
  expect(await readFile(path, 'utf8')).toContain('"n":1')
  expect(map.get('a')).toEqual({ n: 1 })
  await map.close()
})

test.each(['{"key":"b","val', '{"key":"b"', '\0\0\0\0\n\0\0', '\n'])(
  'cuts off a torn end (%j)',
  async torn => {
    const map = await openDurableMap(path)
    await map.set('a', { text: 'é' })
    await map.close()
    await appendFile(path, torn)
    const again = await openDurableMap(path)
    expect([...again.values()]).toEqual([{ text: 'é' }])
    await again.set('c', { n: 3 })
    await again.close()
    expect(await reopened()).toEqual([{ text: 'é' }, { n: 3 }])
  },
)

test('rejects a file that is damaged in the middle', async () => {
  const map = await openDurableMap(path)
  await map.set('a', { n: 1 })
  await map.set('b', { n: 2 })
  await map.close()
  await writeFile(path, (await readFile(path, 'utf8')).replace('"n":1', '"n":'))
  await expect(openDurableMap(path)).rejects.toThrow('damaged in line 1')
})

test('keeps the file size bounded', async () => {
  const map = await openDurableMap(path)
  for (let n = 0; n < 30; n++)
    await Promise.all(Array.from({ length: 100 }, (_, key) => map.set(`${key % 7}`, { n })))
  await map.close()
  expect((await readFile(path, 'utf8')).split('\n').length).toBeLessThan(1200)
  expect(await reopened()).toEqual(Array.from({ length: 7 }, () => ({ n: 29 })))
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(8)
})

test('opens and works if it cannot be compacted, as on a full disk', async () => {
  const map = await openDurableMap(path)
  for (let n = 0; n < 3; n++) await map.set('a', { n })
  await map.close()
  await mkdir(`${path}.new`)
  const again = await openDurableMap(path)
  expect([...again.values()]).toEqual([{ n: 2 }])
  await again.set('b', { n: 3 })
  await again.close()
  await rm(`${path}.new`, { recursive: true })
  expect(await reopened()).toEqual([{ n: 2 }, { n: 3 }])
})
