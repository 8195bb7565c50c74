import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generated, generatedFile } from '../../codegen.ts'

test('the committed types are those of the schema (npm run schema)', async () => {
  expect(await generated()).toBe(readFileSync(generatedFile, 'utf8'))
})
