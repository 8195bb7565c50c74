import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { RULES_UNIT, readUnit } from './nft-boot.ts'

const unit = readFileSync(new URL(`../../../../deploy/${RULES_UNIT}`, import.meta.url), 'utf8')
const command = /^ExecStart=(.*)$/m.exec(unit)?.[1]
const unitShow = (state: string) =>
  `ExecStart={ path=/bin/sh ; argv[]=${command} ; ignore_errors=no ; status=0/0 }\nUnitFileState=${state}\n`

test.each(['isolation', 'blocks'])('the installed unit loads %s.nft', name => {
  expect(readUnit(unitShow('enabled'), `/var/lib/defend-agent/${name}.nft`)).toBe(`by ${RULES_UNIT}`)
})

test.each([
  [unitShow('disabled'), `${RULES_UNIT} is disabled`],
  [unitShow(''), `${RULES_UNIT} is not installed`],
  ['', `${RULES_UNIT} is not installed`],
])('explains why a unit does not load the rules', (show, why) => {
  expect(readUnit(show, '/var/lib/defend-agent/isolation.nft')).toBe(`not before the agent starts: ${why}`)
})

test('reports that no unit loads rules from another directory', () => {
  expect(readUnit(unitShow('enabled'), '/srv/isolation.nft')).toContain('does not load /srv/isolation.nft')
})
