import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { openDataDirectory } from './data-directory.ts'
import { commandLine, isAlive, processStart } from './process-identity.ts'

const root = mkdtempSync(join(tmpdir(), 'data-directory-'))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

async function contender(directory: string) {
  const fixture = join(import.meta.dirname, 'data-directory.fixture.ts')
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), fixture, directory])
  children.push(child)
  const lines = createInterface(child.stdout)
  await once(lines, 'line')
  return { child, lines }
}

async function answer({ child, lines }: { child: ChildProcess; lines: Interface }): Promise<string> {
  const said = once(lines, 'line')
  child.stdin?.write('go\n')
  return (await said)[0]
}

async function open(directory: string) {
  const opened = await openDataDirectory(directory)
  if ('faults' in opened) throw new Error(opened.faults.join('\n'))
  return opened.ok
}

test('a missing directory is created with private permissions, and can be opened again after a close', async () => {
  const directory = join(root, 'a', 'data')
  const first = await open(directory)
  expect(statSync(directory).mode & 0o777).toBe(0o700)
  await expect(open(directory)).rejects.toThrow(`in use by process ${process.pid}`)
  await first.close()
  await (await open(directory)).close()
})

test('a symbolic link to the directory counts as the same directory', async () => {
  mkdirSync(root, { recursive: true })
  const held = await open(join(root, 'data'))
  symlinkSync(join(root, 'data'), join(root, 'link'))
  await expect(open(join(root, 'link'))).rejects.toThrow('in use')
  await held.close()
})

test('if many processes open it concurrently, one succeeds, and the others’ errors name it', async () => {
  const directory = join(root, 'data')
  for (let round = 0; round < 3; round++) {
    const contenders = await Promise.all(Array.from({ length: 6 }, () => contender(directory)))
    const answers = await Promise.all(contenders.map(answer))
    expect(answers.filter(said => said === 'held')).toHaveLength(1)
    const holder = contenders[answers.indexOf('held')]?.child
    expect(answers.filter(said => /^DEFEND_DATA_DIR: .* in use by process \d+/.test(said))).toHaveLength(5)

    // The next round starts after a kill -9, which leaves all files behind.
    if (holder) await Promise.all([once(holder, 'exit'), holder.kill('SIGKILL')])
  }
}, 60_000)

test("a claim with this process's pid from before a reboot is ignored", async () => {
  mkdirSync(join(root, 'data', 'lock'), { recursive: true })
  writeFileSync(join(root, 'data', 'lock', `holder_${process.pid}_00000000-1`), '')
  await (await open(join(root, 'data'))).close()
})

test('the fault for an unusable directory names its variable', async () => {
  mkdirSync(root, { recursive: true })
  writeFileSync(join(root, 'file'), '')
  expect(await openDataDirectory(join(root, 'file', 'data'))).toEqual({
    faults: [expect.stringMatching(/^DEFEND_DATA_DIR: .*file.*can't be used/)],
  })
})

test('a process is identified by its start time, and a zombie does not count as a process', async () => {
  expect(processStart(process.pid)).toBe(processStart(process.pid))
  expect(processStart(process.pid)).not.toBe(processStart(process.ppid))
  expect(commandLine(process.pid)).toContain('node')
  expect(isAlive(2 ** 30)).toBe(false)
})
