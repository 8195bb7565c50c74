import { expect, test } from 'vitest'
import { faultsOf, fieldsOf, forms, justificationFault } from './fields.ts'

const faults = (type: keyof typeof forms, values: Record<string, string>, isBulk = false) =>
  faultsOf(fieldsOf(type, isBulk), values)

test('each error names its field', () => {
  expect(faults('KILL_PROCESS', { pid: '0' })).toEqual({ pid: 'Must be a whole number, 1 or more' })
  expect(faults('KILL_PROCESS', {})).toEqual({ pid: 'Required' })
  expect(faults('BLOCK_IP', { address: 'example.com' })).toHaveProperty('address')
  expect(faults('BLOCK_IP', { address: '2001:db8::/32' })).toEqual({})
  expect(faults('ISOLATE_DEVICE', { allowAddresses: '192.0.2.1\nnot one' })).toHaveProperty('allowAddresses')
  expect(faults('QUARANTINE_FILE', { path: 'relative', sha256: 'abc' })).toEqual({
    path: 'Must be an absolute path',
    sha256: 'Must be 64 hexadecimal digits',
  })
  expect(faults('QUARANTINE_FILE', { path: 'C:\\Users\\x.exe' })).toEqual({})
})

test('a bulk kill requires the name of the process', () => {
  expect(faults('KILL_PROCESS', { pid: '42' }, true)).toEqual({ processName: 'Required' })
  expect(faults('KILL_PROCESS', { pid: '42', processName: 'xmrig' }, true)).toEqual({})
})

test('empty fields become null in the input', () => {
  expect(forms.KILL_PROCESS.toInput({ pid: ' 42 ', processName: '' })).toEqual({
    killProcess: { pid: 42, processName: null, startedAt: null },
  })
  expect(forms.ISOLATE_DEVICE.toInput({ allowAddresses: '192.0.2.1\n\n 192.0.2.2 ' })).toEqual({
    isolateDevice: { allowAddresses: ['192.0.2.1', '192.0.2.2'] },
  })
})

test('a justification has at least ten characters', () => {
  expect(justificationFault('  too short ')).toBe('At least 10 characters, 9 so far')
  expect(justificationFault('long enough')).toBeNull()
})
