import { i18n, type MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { ActionType, ViewerQuery } from '../../generated/documents.ts'

/** The service's list of action types. `ViewerProvider` reads it before any screen is shown. */
let catalog: readonly ActionType[] = []

export function setCatalog(types: ViewerQuery['actionTypes']): void {
  if (catalog.length !== types.length) catalog = types.map(({ type }) => type)
}

/** The types in the service's order. */
export const actionTypes = (): readonly ActionType[] => catalog

interface Words {
  readonly title: MessageDescriptor
  readonly verifies: MessageDescriptor
}

/** The service's words in English, so that they can be translated. */
const words: Readonly<Record<ActionType, Words>> = {
  KILL_PROCESS: {
    title: msg`Kill process`,
    verifies: msg`No process with that id and start time is running.`,
  },
  ISOLATE_DEVICE: {
    title: msg`Isolate device`,
    verifies: msg`New connections to other addresses fail, the management channel and the allowed addresses answer, and the rules for the next boot are in place.`,
  },
  UNISOLATE_DEVICE: {
    title: msg`Unisolate device`,
    verifies: msg`The isolation and its rules for the next boot are gone.`,
  },
  QUARANTINE_FILE: {
    title: msg`Quarantine file`,
    verifies: msg`No file is at the path, the vault holds the file with that SHA-256, and it cannot be executed.`,
  },
  BLOCK_IP: { title: msg`Block IP`, verifies: msg`The rule is active.` },
  UNBLOCK_IP: { title: msg`Unblock IP`, verifies: msg`The rule is gone.` },
  RESET_USER_SESSION: {
    title: msg`Reset user session`,
    verifies: msg`No session of that user is older than the action.`,
  },
  FORCE_PASSWORD_RESET: {
    title: msg`Force password reset`,
    verifies: msg`The person is flagged, and the mail server accepted the message.`,
  },
  COLLECT_FORENSICS: {
    title: msg`Collect forensics`,
    verifies: msg`The server's copies have the hashes that the device reported.`,
  },
  RUN_SCRIPT: { title: msg`Run script`, verifies: msg`The script's process group is gone.` },
}

export const titleOf = (type: ActionType): string => i18n._(words[type].title)

/** What verification of this type checks, in a sentence. */
export const verifiesOf = (type: ActionType): string => i18n._(words[type].verifies)
