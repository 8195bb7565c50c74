import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generated, targets } from '../../codegen.ts'

test('the committed types are those of the schema (npm run schema)', async () => {
  for (const target of targets) expect(await generated(target)).toBe(readFileSync(target.file, 'utf8'))
})
