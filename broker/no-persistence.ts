import { Readable } from 'node:stream'

const nothing = async () => {}
const none = async () => []
const noStream = () => Readable.from([])
const notFound = async () => {
  throw new Error('no such packet')
}

/**
 * What Aedes asks of a persistence, by one that stores nothing: there are clean sessions only, and what a device has
 * missed is sent from the database. (Its in-memory one would also keep an entry for every device ever seen.)
 */
export const noPersistence = () => ({
  setup: async () => {}, // Aedes insists that this very function is an async one
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
