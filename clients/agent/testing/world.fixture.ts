import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { answerRequests } from './answering.ts'

/** Echo servers at each given address: TCP on 443 and 9000, UDP on 53 and 9000. */
for (const address of process.argv.slice(2)) {
  for (const port of [443, 9000]) {
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.pipe(socket)
    })
    server.listen({ host: address, port })
    await once(server, 'listening')
  }
  for (const port of [53, 9000]) {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    socket.on('message', (message, from) => socket.send(message, from.port, from.address))
    socket.bind({ address, port })
    await once(socket, 'listening')
  }
}

answerRequests(async ({ op, address, port }) => {
  // A connection from the world to the device.
  if (op !== 'tcp') return null
  const socket = connect({ host: String(address), port: Number(port) })
  const ended = await Promise.race([
    once(socket, 'connect').then(() => 'connected'),
    new Promise(resolve => setTimeout(resolve, 700, 'no answer')),
  ]).catch(error => error.code)
  socket.destroy()
  return ended
})
