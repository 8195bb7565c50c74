import type { DeviceIdentity } from '#app/application.ts'
import type { Ledger } from '#app/ports.ts'
import {
  type Announcement,
  type AnnouncementRefusal,
  type ArtifactRecord,
  refusalOf,
} from '#domain/action/artifact.ts'
import { agentOf, type Caller } from '#domain/people/actor.ts'

interface Ports {
  readonly ledger: Ledger
}

/** Announces a file that a device is about to upload. The id is also the name of the stored file. */
export function announceArtifact({ ledger }: Ports) {
  return function announceArtifact(
    { organization, device }: DeviceIdentity,
    id: string,
    announced: Announcement,
  ): Promise<ArtifactRecord | { readonly refused: AnnouncementRefusal }> {
    const { action: actionId, name, kind, sha256, size } = announced
    return ledger.commit<ArtifactRecord | { readonly refused: AnnouncementRefusal }>({
      organization,
      reads: { action: [actionId], artifactsOf: [actionId] },
      decide: transaction => {
        const others = transaction.artifactsOf(actionId)
        const refused = refusalOf(announced, transaction.action(actionId), device, others)
        if (refused) return { refused }
        const artifact: ArtifactRecord = {
          id,
          organizationId: organization,
          actionId,
          deviceId: device,
          name,
          kind,
          size,
          sha256,
          announcedAt: new Date(transaction.now).toISOString(),
          receivedAt: null,
          givenUpAt: null,
        }
        transaction.put('artifact', artifact)
        return artifact
      },
    })
  }
}

/** Records that the whole file has arrived with the announced hash. False if its action has ended. */
export function receiveArtifact({ ledger }: Ports) {
  return function receiveArtifact({
    organizationId: organization,
    id,
    actionId,
  }: ArtifactRecord): Promise<boolean> {
    return ledger.commit({
      organization,
      reads: { action: [actionId], artifact: [id] },
      decide: transaction => {
        const artifact = transaction.find('artifact', id)
        if (!artifact || artifact.givenUpAt) return false
        if (artifact.receivedAt) return true
        if (transaction.action(actionId)?.life.status !== 'EXECUTING') return false
        transaction.put('artifact', { ...artifact, receivedAt: new Date(transaction.now).toISOString() })
        const { deviceId: device } = artifact
        const data = artifactData(artifact)
        transaction.append({ kind: 'ARTIFACT_RECEIVED', data, device, action: actionId }, agentOf(device))
        return true
      },
    })
  }
}

/** Gives up an upload: the device cancelled it, the content differed, or the action has ended. */
export function giveUpArtifact({ ledger }: Ports) {
  return function giveUpArtifact({ organizationId: organization, id }: ArtifactRecord): Promise<void> {
    return ledger.commit({
      organization,
      reads: { artifact: [id] },
      decide: transaction => {
        const artifact = transaction.find('artifact', id)
        if (!artifact || artifact.receivedAt || artifact.givenUpAt) return
        transaction.put('artifact', { ...artifact, givenUpAt: new Date(transaction.now).toISOString() })
      },
    })
  }
}

/** Records that a caller reads an artifact, before the first byte is sent. Null if no file has been received. */
export function readArtifact({ ledger }: Ports) {
  return function readArtifact(
    reader: Pick<Caller, 'organization' | 'actor'>,
    id: string,
  ): Promise<ArtifactRecord | null> {
    return ledger.commit({
      organization: reader.organization,
      reads: { artifact: [id] },
      decide: transaction => {
        const artifact = transaction.find('artifact', id)
        if (!artifact?.receivedAt) return null
        const { actionId: action, deviceId: device } = artifact
        transaction.append(
          { kind: 'ARTIFACT_READ', data: artifactData(artifact), device, action },
          reader.actor,
        )
        return artifact
      },
    })
  }
}

const artifactData = ({ id, name, kind, size, sha256 }: ArtifactRecord) => ({
  artifact: id,
  name,
  kind,
  size,
  sha256,
})
