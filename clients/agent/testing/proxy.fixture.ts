import { answerRequests } from './answering.ts'
import { FRIEND, SERVER } from './namespaces.ts'
import { startTestProxy } from './proxy.ts'

/** A proxy in the world of the tests, which alone can tell where the server is. */
await startTestProxy({ host: FRIEND.v4, port: 3128, hosts: { 'defend.test': SERVER.v4 } })

answerRequests(async () => null)
