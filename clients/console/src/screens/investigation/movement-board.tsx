import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useViewer } from '../../session/viewer.tsx'
import { Online, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { severityTone, titled } from '../../ui/words.ts'
import { toSubmit } from '../submit/to-submit.ts'
import { Investigate } from './investigate.tsx'
import { type Graph, MovementGraph, worstOf } from './movement-graph.tsx'

interface MovementBoardProps {
  readonly graph: Graph
  /** The investigation that responses belong to. */
  readonly investigation: string | null
  readonly onChanged: () => void
}

/** The graph with its devices, of which several can be selected, and a slider over time. */
export function MovementBoard({ graph, investigation, onChanged }: MovementBoardProps) {
  const { canAct } = useViewer()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setChosen(before =>
      before.has(id) ? new Set([...before].filter(one => one !== id)) : new Set([...before, id]),
    )
  const instants = graph.movements.map(({ observedAt }) => observedAt).sort()
  const [count, setCount] = useState(instants.length)
  const until = instants[count - 1] ?? instants[0]
  return (
    <div className="movement">
      <div className="graph-column">
        <MovementGraph
          graph={graph}
          until={count < instants.length ? until : undefined}
          chosen={chosen}
          toggle={toggle}
        />
        {instants.length > 1 && (
          <label className="slider">
            <span>
              <Trans>
                {count} of {instants.length} movements
              </Trans>
              {until && (
                <>
                  {', '}
                  <Trans>
                    until <Time at={until} />
                  </Trans>
                </>
              )}
            </span>
            <input
              type="range"
              min={1}
              max={instants.length}
              value={count}
              onChange={event => setCount(Number(event.currentTarget.value))}
            />
          </label>
        )}
      </div>
      <Panel
        title={chosen.size === 0 ? t`Devices` : t`${chosen.size} selected`}
        bare
        aside={
          canAct && (
            <Commands graph={graph} chosen={chosen} investigation={investigation} onChanged={onChanged} />
          )
        }
      >
        <ul className="rows graph-devices" aria-label={t`Devices`}>
          {graph.devices.map(device => {
            const worst = worstOf(device)
            const { id, hostname, online } = device
            return (
              <li key={id} className="row action-row" data-selected={chosen.has(id)}>
                <Group gap="xs" wrap="nowrap">
                  <Checkbox
                    size="xs"
                    aria-label={hostname}
                    checked={chosen.has(id)}
                    onChange={() => toggle(id)}
                    data-keyboard-item
                  />
                  <Link to="/devices/$id" params={{ id }} className="clip">
                    {hostname}
                  </Link>
                </Group>
                {worst ? (
                  <span className="status" data-tone={severityTone[worst]}>
                    {titled(worst)}
                  </span>
                ) : (
                  <Online online={online} />
                )}
              </li>
            )
          })}
        </ul>
      </Panel>
    </div>
  )
}

interface CommandsProps extends MovementBoardProps {
  readonly chosen: ReadonlySet<string>
}

function Commands({ graph, chosen, investigation, onChanged }: CommandsProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const detections = graph.devices
    .filter(({ id }) => chosen.has(id))
    .flatMap(({ detections }) => detections.edges.map(({ node }) => node.id))
  return (
    <>
      <Button
        disabled={chosen.size === 0}
        renderRoot={props => (
          <Link
            {...props}
            {...toSubmit({
              devices: [...chosen],
              type: 'ISOLATE_DEVICE',
              ...(investigation && { investigation }),
            })}
          />
        )}
      >
        <Trans>Respond …</Trans>
      </Button>
      {detections.length > 0 && (
        <Button variant="default" onClick={dialog.open}>
          <Trans>Add to investigation …</Trans>
        </Button>
      )}
      <Modal opened={isOpen} onClose={dialog.close} title={t`Investigate ${detections.length} detections`}>
        <Investigate
          detectionIds={detections}
          onDone={() => {
            dialog.close()
            onChanged()
          }}
        />
      </Modal>
    </>
  )
}
