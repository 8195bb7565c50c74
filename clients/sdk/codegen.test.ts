import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { outputs } from '../../codegen.ts'

test('the generated files match the schema (run npm run schema)', async () => {
  for (const { file, text } of outputs) expect(await text()).toBe(readFileSync(file, 'utf8'))
})
