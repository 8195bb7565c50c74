import type { EffectParametersFragment } from '../../../generated/documents.ts'
import { Hash } from '../../ui/parts.tsx'
import { Ago, Time } from '../../ui/time.tsx'
import type { DeviceDetails } from '../action/details.ts'
import { EffectCommands } from '../containment/effect-commands.tsx'

type Effect = DeviceDetails['inForce']['edges'][number]['node']

interface Line {
  readonly what: string
  readonly isReported: boolean
  readonly effect: Effect | null
  /** An effect with this target, so that what is reported without an action can be undone too. */
  readonly parameters: EffectParametersFragment
}

const network = 'Network'

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
      what: network,
      isReported: containment.isolated,
      effect: isolation,
      parameters: { __typename: 'IsolateDeviceParameters', allowAddresses: [] },
    },
    ...[...new Set([...containment.blockedAddresses, ...blocks.keys()])].sort().map(
      (address): Line => ({
        what: address,
        isReported: containment.blockedAddresses.includes(address),
        effect: blocks.get(address) ?? null,
        parameters: { __typename: 'BlockIpParameters', address },
      }),
    ),
  ]
}

const word = (what: string, holds: boolean) =>
  what === network ? (holds ? 'Isolated' : 'Not isolated') : holds ? 'Blocked' : 'Not blocked'

/** The reported containment next to the containment that should be in force. */
export function DeviceContainment({ device }: { readonly device: DeviceDetails }) {
  const { containment } = device
  return (
    <>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Reported</th>
            <th scope="col">Expected</th>
            <th scope="col">Until</th>
            <th scope="col">
              <span className="skip">Commands</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {linesOf(device).map(line => (
            <Row key={line.what} line={line} device={device} />
          ))}
        </tbody>
      </table>
      {containment.quarantinedFiles.map(file => (
        <div key={file.originalPath} style={{ marginTop: '0.5rem' }}>
          <b className="mono">{file.originalPath}</b> in the vault since <Time at={file.quarantinedAt} />
          <div>
            <Hash value={file.sha256} name="SHA-256" />
          </div>
        </div>
      ))}
      <p className="dim" style={{ marginBottom: 0 }}>
        {containment.reportedAt ? (
          <>
            Reported <Ago at={containment.reportedAt} />
          </>
        ) : (
          'The device has not reported yet.'
        )}
      </p>
    </>
  )
}

function Row({ line, device }: { readonly line: Line; readonly device: DeviceDetails }) {
  const { what, isReported, effect, parameters } = line
  const isMissing = device.drift.some(({ action }) => action.id === effect?.id)
  const isExpected = effect !== null
  const differs = isReported !== isExpected
  return (
    <tr>
      <th scope="row" className="mono">
        {what}
      </th>
      <td>
        <span className="status" data-tone={differs ? 'bad' : isReported ? 'run' : 'gone'}>
          {word(what, isReported)}
          {isMissing && ' (drift)'}
        </span>
      </td>
      <td>{word(what, isExpected)}</td>
      <td>{effect?.effectUntil ? <Time at={effect.effectUntil} /> : isExpected ? 'Until undone' : ''}</td>
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
