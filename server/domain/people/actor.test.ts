import { expect, test } from 'vitest'
import { hasRight, parseRoles, type Right, type Role, roles } from './actor.ts'

test.each<[Right, Role[]]>([
  ['read', ['VIEWER', 'ANALYST', 'ADMIN', 'AUDITOR', 'INTEGRATION']],
  ['act', ['ANALYST', 'ADMIN']],
  ['administer', ['ADMIN']],
  ['audit', ['ANALYST', 'ADMIN', 'AUDITOR']],
  ['report', ['ADMIN', 'INTEGRATION']],
])('Who may what: %s', (right, holders) => {
  expect(roles.filter(role => hasRight({ roles: new Set([role]) }, right))).toEqual(holders)
  expect(hasRight({ roles: new Set() }, right)).toBe(false)
})

test('several roles combine their rights', () => {
  const caller = { roles: new Set<Role>(['AUDITOR', 'INTEGRATION']) }
  expect(['audit', 'report', 'act', 'administer'].map(right => hasRight(caller, right as Right))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('role names are not case-sensitive; unknown ones are ignored', () => {
  expect([
    ...parseRoles(['analyst', 'Admin', 'VIEWER', 'root', '', ' ADMIN ', 7, null, ['AUDITOR']]),
  ]).toEqual(['VIEWER', 'ANALYST', 'ADMIN'])
  expect(parseRoles([]).size).toBe(0)
})

test('ignores names that equal a role only after conversion to upper case', () =>
  expect([...parseRoles(['adm\u0131n', 'analy\u017ft'])]).toEqual([]))
