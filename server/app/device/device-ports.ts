import type { Action } from '#domain/action/action.ts'
import type { Platform } from '#domain/catalog/action-types.ts'
import type { Interpreter } from '#domain/catalog/script.ts'

/** A command that its device has not answered yet. */
export type OpenCommand = (
  | { readonly kind: 'execute'; readonly action: Action; readonly submitterMayAct: boolean }
  | { readonly kind: 'grant'; readonly action: Action }
  | { readonly kind: 'verify'; readonly action: Action }
) & {
  /** RUN_SCRIPT only: the script to run. */
  readonly script?: ScriptContent
}

export interface ScriptContent {
  readonly name: string
  readonly interpreter: Interpreter
  readonly body: string
}

export interface DeviceReport {
  /** When the report was made, by the device's clock. */
  readonly at: string | null
  readonly hostname: string | null
  readonly platform: Platform | null
  readonly agentVersion: string | null
  readonly ipAddresses: readonly string[] | null
  readonly containment: ReportedContainment | null
}
export interface ReportedContainment {
  readonly isolated: boolean
  readonly isolatedSince: string | null
  /** Null: the device does not know. */
  readonly blockedAddresses: readonly string[] | null
  readonly quarantinedFiles: readonly { originalPath: string; sha256: string; quarantinedAt: string }[]
}

/** Device data that is not on the ledger: identity, connection and latest report. */
export interface Devices {
  /** Null if the device is unknown or revoked. */
  identify(device: string): Promise<{ readonly organization: string } | null>
  /**
   * Records that the device has a connection to this process, identified by `epoch`. The highest epoch wins, in
   * whatever order the calls are written. Resolves when written.
   */
  connected(device: string, epoch: number): Promise<void>
  /** No-op unless `epoch` is the current connection. */
  disconnected(device: string, epoch: number): Promise<void>
  report(device: string, report: DeviceReport): Promise<void>
  /** The device's actions whose isolation or block is in force. */
  effectsInForce(device: string): Promise<readonly Action[]>
  /** Devices connected to this process that have open commands. Makes up for lost notices. */
  withOpenCommands(): Promise<readonly string[]>
  /** The open commands of these devices: the head of each lane, and verifications that have been requested. */
  openCommands(devices: readonly string[]): Promise<ReadonlyMap<string, readonly OpenCommand[]>>
}

/** The connections of devices to this process. */
export interface DeviceGateway {
  /** Sends open commands to those of the devices that are connected to this process. Returns without waiting. */
  deliver(devices: readonly string[]): void
  /** Sends an action known to be the head of its lane. False if its device is not connected to this process. */
  offer(action: Action): boolean
  /** Ends a device's connection within a second. */
  drop(device: string): void
}

/** Signs commands and certificates. */
export interface Authority {
  /** Issues a client certificate for the CSR's public key. Null if the CSR is unacceptable. */
  issue(
    csr: string,
    subject: { readonly organization: string; readonly device: string },
  ): Promise<IssuedCertificate | null>
  /** PEM bundle. */
  readonly caCertificates: string
  /** JWKS of the keys that sign commands. */
  readonly commandKeys: { readonly keys: readonly Record<string, unknown>[] }
  /** base64url SHA-256 of the device CA's SubjectPublicKeyInfo: the last part of an enrolment token. */
  readonly pin: string
}
export interface IssuedCertificate {
  readonly certificate: string
  readonly expiresAt: string
}
