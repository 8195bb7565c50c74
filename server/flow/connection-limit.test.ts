import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { limitConnections } from './connection-limit.ts'

class Connection extends EventEmitter {
  readonly remoteAddress: string
  constructor(remoteAddress: string) {
    super()
    this.remoteAddress = remoteAddress
  }
  destroyed = false
  destroy() {
    this.destroyed = true
    this.emit('close')
  }
}

test('closes connections beyond the limits immediately; the end of another one makes room', () => {
  const server = new EventEmitter()
  const refused: string[] = []
  limitConnections<Connection>(server, { perAddress: 2, inAll: 3 }, address => refused.push(address))
  const open = (address: string) => {
    const connection = new Connection(address)
    server.emit('connection', connection)
    return connection
  }
  const first = open('a')
  open('a')
  expect([open('a').destroyed, open('b').destroyed, open('c').destroyed]).toEqual([true, false, true])
  expect(refused).toEqual(['a', 'c'])
  first.destroy()
  expect([open('c').destroyed, open('a').destroyed]).toEqual([false, true])
})
