import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { unknownVariables } from '../server/known-variables.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

const filesIn = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap(name => filesIn(join(path, name))) : [path]

test('the service knows every variable that the units, the images and the chart set', () => {
  const files = ['helm', 'Dockerfile', 'compose.yaml', 'defend-server.env', 'defend-server.service']
    .flatMap(name => filesIn(join(folder, name)))
    .map(path => readFileSync(path, 'utf8'))
  const names = new Set(files.flatMap(text => text.match(/\bDEFEND_[A-Z_]+\b/g) ?? []))
  expect(names.size).toBeGreaterThan(8)
  expect(unknownVariables(Object.fromEntries([...names].map(name => [name, 'x'])))).toEqual([])
})

test("pods get no variables of Kubernetes's services, which have the same prefix", () => {
  for (const name of ['deployment.yaml', 'migrate.yaml'])
    expect(readFileSync(join(folder, 'helm/templates', name), 'utf8')).toContain('enableServiceLinks: false')
})
