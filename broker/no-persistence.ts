import { Readable } from 'node:stream'

const nothing = async () => {}
const none = async () => []
const noStream = () => Readable.from([])
const notFound = async () => {
  throw new Error('no such packet')
}

/**
 * An Aedes persistence that stores nothing: sessions are clean, and missed commands come from the database. (Aedes'
 * in-memory persistence would keep an entry for every device ever seen.)
 */
export const noPersistence = () => ({
  setup: async () => {}, // Aedes checks that this is an async function
  storeRetained: nothing,
  createRetainedStream: noStream,
  createRetainedStreamCombi: noStream,
  addSubscriptions: nothing,
  removeSubscriptions: nothing,
  cleanSubscriptions: nothing,
  subscriptionsByClient: none,
  subscriptionsByTopic: none,
  outgoingEnqueue: nothing,
  outgoingEnqueueCombi: nothing,
  outgoingUpdate: nothing,
  outgoingClearMessageId: nothing,
  outgoingStream: noStream,
  incomingStorePacket: nothing,
  incomingGetPacket: notFound,
  incomingDelPacket: notFound,
  cleanIncoming: nothing,
  putWill: nothing,
  delWill: nothing,
  streamWill: noStream,
  destroy: nothing,
})
