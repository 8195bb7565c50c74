import { answerRequests } from './answering.ts'
import { FRIEND, SERVER } from './namespaces.ts'
import { startTestProxy } from './proxy.ts'

/** A proxy in the world namespace. Only this proxy can resolve the server's name. */
await startTestProxy({ host: FRIEND.v4, port: 3128, hosts: { 'defend.test': SERVER.v4 } })

answerRequests(async () => null)
