import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { isCalled, nameOf, type ProcessView, readProcess } from './processes.ts'

const dir = mkdtempSync(join(tmpdir(), 'process-name-'))
const started: number[] = []
afterEach(() => {
  for (const pid of started.splice(0)) process.kill(pid, 'SIGKILL')
})
afterAll(() => rmSync(dir, { recursive: true }))

const sleepProgram = execFileSync('sh', ['-c', 'readlink -f "$(command -v sleep)"'], {
  encoding: 'utf8',
}).trim()

function program(name: string): string {
  const path = join(dir, name)
  copyFileSync(sleepProgram, path)
  return path
}

function script(name: string, body: string): string {
  const path = join(dir, name)
  writeFileSync(path, body, { mode: 0o755 })
  return path
}

async function run(path: string, args: string[] = ['600']): Promise<ProcessView> {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child, 'spawn')
  started.push(child.pid ?? 0)
  return view(child.pid ?? 0)
}

function view(pid: number): ProcessView {
  const found = readProcess(pid)
  if (found === null) throw new Error(`no process ${pid}`)
  return found
}

/** The script's name is readable once the script has printed something. */
async function runScript(path: string): Promise<ProcessView> {
  const child = spawn(path, { stdio: ['pipe', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  started.push(child.pid ?? 0)
  return view(child.pid ?? 0)
}

describe('the full base name of the executable', () => {
  test.each([
    ['crypto-miner-aaaa-1', 'crypto-miner-aaaa-2'],
    ['крипто-майнер-1', 'крипто-майнер-2'],
    ['a-long-long-name (deleted)', 'a-long-long-name'],
    ['crypto-miner-aaaa', 'crypto-miner-aa'],
  ])('%s is not %s', async (name, other) => {
    const found = await run(program(name))
    expect(nameOf(found)).toBe(name)
    expect(isCalled(found, name)).toBe(true)
    expect(isCalled(found, other)).toBe(false)
  })

  test('also after the file was deleted', async () => {
    const path = program('a-long-deleted-name')
    const found = await run(path)
    rmSync(path)
    expect(nameOf(found)).toBe('a-long-deleted-name')
    expect(isCalled(found, 'a-long-deleted-name')).toBe(true)
    expect(isCalled(found, 'a-long-deleted-name (deleted)')).toBe(false)
  })
})

describe('the name of a script', () => {
  test.each([
    ['a-script-with-a-long-name-1.sh', '#!/bin/sh'],
    ['another-script-with-a-long-name-1.sh', '#!/bin/bash -p'],
    ['a-script-behind-env-1.sh', '#!/usr/bin/env bash'],
  ])('%s, by %s', async (name, line) => {
    const found = await runScript(script(name, `${line}\necho ready\nread -r _\n`))
    expect(nameOf(found)).toBe(name)
    expect(isCalled(found, name)).toBe(true)
    expect(isCalled(found, name.replace('1', '2'))).toBe(false)
  })

  test('ignores arguments', async () => {
    const found = await run(program('reads-arguments'), ['600', '0'])
    expect(nameOf(found)).toBe('reads-arguments')
    expect(isCalled(found, '600')).toBe(false)
  })
})

test('names an in-memory executable as /proc shows it', async () => {
  const code = `import os, sys
fd = os.memfd_create('a-long-memfd-name-1')
os.write(fd, open(${JSON.stringify(sleepProgram)}, 'rb').read())
os.execve(fd, ['sleep', '600'], {})`
  const child = spawn('python3', ['-c', code])
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  started.push(pid)
  for (let tries = 0; tries < 500 && !nameOf(view(pid)).startsWith('memfd'); tries += 1) await delay(10)
  const found = view(pid)
  expect(nameOf(found)).toBe('memfd:a-long-memfd-name-1')
  expect(isCalled(found, 'memfd:a-long-memfd-name-1')).toBe(true)
  expect(isCalled(found, 'memfd:a-long-memfd-name-1 (deleted)')).toBe(true)
  expect(isCalled(found, 'memfd:a-long-memfd-name-2')).toBe(false)
})
