// The package's public interface.
export type { ListOptions } from './calls.ts'
export * from './client.ts'
export { DefendError, type WireError } from './errors.ts'
export type * from './generated/documents.ts'
export type { Token } from './http.ts'
export type { TextSource } from './lines.ts'
export { type Outcome, outcomeOf, type Refusal } from './outcome.ts'
export type { List, Page } from './pages.ts'
export type { DetectionListOptions } from './resources/detections.ts'
export type { DeviceListOptions } from './resources/devices.ts'
export { type Typed, type TypedDocument, type TypedText, typed } from './typed-document.ts'
export { type LedgerCheck, verifyLedger } from './verify-ledger.ts'
export {
  verifyWebhook,
  type WebhookCheck,
  type WebhookMessage,
  type WebhookRefusal,
} from './verify-webhook.ts'
