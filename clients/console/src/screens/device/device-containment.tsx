import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { EffectParametersFragment } from '../../../generated/documents.ts'
import { Hash } from '../../ui/parts.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import type { DeviceDetails } from '../action/details.ts'
import { EffectCommands } from '../containment/effect-commands.tsx'

type Effect = DeviceDetails['inForce']['edges'][number]['node']

interface Line {
  /** An address; null for the network. */
  readonly address: string | null
  readonly isReported: boolean
  readonly effect: Effect | null
  /** An effect with this target, so that what is reported without an action can be undone too. */
  readonly parameters: EffectParametersFragment
}

/** What the device reports and what should be in force, a line for each target. */
function linesOf({ containment, inForce }: DeviceDetails): Line[] {
  const effects = inForce.edges.map(({ node }) => node)
  const isolation = effects.find(({ type }) => type === 'ISOLATE_DEVICE') ?? null
  const blocks = new Map(
    effects.flatMap(effect =>
      effect.parameters.__typename === 'BlockIpParameters'
        ? [[effect.parameters.address, effect] as const]
        : [],
    ),
  )
  return [
    {
      address: null,
      isReported: containment.isolated,
      effect: isolation,
      parameters: { __typename: 'IsolateDeviceParameters', allowAddresses: [] },
    },
    ...[...new Set([...containment.blockedAddresses, ...blocks.keys()])].sort().map(
      (address): Line => ({
        address,
        isReported: containment.blockedAddresses.includes(address),
        effect: blocks.get(address) ?? null,
        parameters: { __typename: 'BlockIpParameters', address },
      }),
    ),
  ]
}

const word = (address: string | null, holds: boolean) =>
  address === null ? (holds ? t`Isolated` : t`Not isolated`) : holds ? t`Blocked` : t`Not blocked`

/** The reported containment next to the containment that should be in force. */
export function DeviceContainment({ device }: { readonly device: DeviceDetails }) {
  const { containment } = device
  return (
    <>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">
              <Trans>Target</Trans>
            </th>
            <th scope="col">
              <Trans>Reported</Trans>
            </th>
            <th scope="col">
              <Trans>Expected</Trans>
            </th>
            <th scope="col">
              <Trans>Until</Trans>
            </th>
            <th scope="col">
              <span className="skip">
                <Trans>Commands</Trans>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(device).map(line => (
            <Row key={line.address} line={line} device={device} />
          ))}
        </tbody>
      </table>
      {containment.quarantinedFiles.map(file => (
        <div key={file.originalPath} style={{ marginTop: '0.5rem' }}>
          <Trans>
            <b className="mono">{file.originalPath}</b> in the vault since <Time at={file.quarantinedAt} />
          </Trans>
          <Hash value={file.sha256} name="SHA-256" />
        </div>
      ))}
      <p className="dim" style={{ marginBottom: 0 }}>
        {containment.reportedAt ? (
          <Trans>
            Reported <Ago at={containment.reportedAt} />
          </Trans>
        ) : (
          t`The device has not reported yet.`
        )}
      </p>
    </>
  )
}

function Row({ line, device }: { readonly line: Line; readonly device: DeviceDetails }) {
  const { address, isReported, effect, parameters } = line
  const isMissing = device.drift.some(({ action }) => action.id === effect?.id)
  const isExpected = effect !== null
  const differs = isReported !== isExpected
  return (
    <tr>
      <th scope="row" className="mono">
        {address ?? t`Network`}
      </th>
      <td>
        <span className="status" data-tone={differs ? 'bad' : isReported ? 'run' : 'gone'}>
          {isMissing ? t`${word(address, isReported)} (drift)` : word(address, isReported)}
        </span>
      </td>
      <td>{word(address, isExpected)}</td>
      <td>{effect?.effectUntil ? <Time at={effect.effectUntil} /> : isExpected ? t`Until undone` : ''}</td>
      <td className="commands">
        {(isReported || isExpected) && !device.revokedAt && (
          <EffectCommands
            deviceId={device.id}
            parameters={effect?.parameters ?? parameters}
            isMissing={isMissing}
          />
        )}
      </td>
    </tr>
  )
}
