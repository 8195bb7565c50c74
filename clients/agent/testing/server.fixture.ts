import type { Result } from '#protocol/result.ts'
import { answerRequests } from './answering.ts'
import { SERVER } from './namespaces.ts'
import { type CommandFor, startTestServer } from './server.ts'

/** The test server, at its name and address in the world namespace. */
const server = await startTestServer({ port: 443, host: SERVER.v4, name: 'defend.test' })

interface Request {
  readonly op?: string
  readonly deviceId?: string
  readonly command?: CommandFor
  readonly commandId?: string
  readonly kind?: Result['kind']
  readonly isolated?: boolean
  readonly blocked?: readonly string[]
}

answerRequests(async ({ op, deviceId = '', command, commandId, kind, isolated, blocked = [] }: Request) => {
  switch (op) {
    case 'token':
      return server.token
    case 'send':
      return command && server.send(deviceId, command)
    case 'result':
      return server.result(result => result.commandId === commandId && result.kind !== kind)
    case 'state':
      return server.state(
        ({ containment }) =>
          containment?.isolated === isolated && String(containment?.blockedAddresses) === String(blocked),
      )
    case 'cut':
      return server.cut()
    default:
      return null
  }
})
