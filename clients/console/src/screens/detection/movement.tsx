import '@xyflow/react/dist/style.css'
import { Button, Checkbox, Select, useComputedColorScheme } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Background, Controls, type Edge, MarkerType, type Node, Position, ReactFlow } from '@xyflow/react'
import { useMemo, useState } from 'react'
import {
  InvestigationsDocument,
  LateralMovementDocument,
  type LateralMovementQuery,
} from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { Empty, Failed, Loading, Online, Page, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { toSubmit } from '../submit/to-submit.ts'
import { layout } from './movement-layout.ts'

const route = getRouteApi('/movement')
type Graph = LateralMovementQuery['lateralMovement']

const days = { '1': 'Last day', '7': 'Last week', '30': 'Last month' }

export function Movement() {
  const { investigation } = route.useSearch()
  const navigate = route.useNavigate()
  const [range, setRange] = useState<string>('7')
  const since = useMemo(() => new Date(Date.now() - Number(range) * 86_400_000).toISOString(), [range])
  const { data: investigations } = useData(InvestigationsDocument, { first: 100, after: null })
  const variables = investigation ? { investigationId: investigation } : { since }
  const { data, error, isLoading, refresh } = useData(LateralMovementDocument, variables)
  const graph = data?.lateralMovement
  return (
    <Page
      title="Lateral movement"
      fills
      aside={
        <>
          <Select
            aria-label="Investigation"
            size="xs"
            placeholder="All investigations"
            clearable
            clearButtonProps={{ 'aria-label': 'All investigations' }}
            data={(investigations?.investigations.edges ?? []).map(({ node }) => ({
              value: node.id,
              label: node.title,
            }))}
            value={investigation ?? null}
            onChange={id => void navigate({ search: id ? { investigation: id } : {}, replace: true })}
          />
          {!investigation && (
            <Select
              aria-label="Since"
              size="xs"
              allowDeselect={false}
              w={160}
              data={Object.entries(days).map(([value, label]) => ({ value, label }))}
              value={range}
              onChange={next => setRange(next ?? range)}
            />
          )}
        </>
      }
    >
      {isLoading ? (
        <Loading />
      ) : !graph ? (
        error && <Failed failure={error} retry={refresh} />
      ) : graph.devices.length === 0 ? (
        <div className="panel">
          <Empty title="No lateral movement detected">
            Reports of movements between devices appear here.
          </Empty>
        </div>
      ) : (
        <Moved
          key={graph.devices.map(({ id }) => id).join()}
          graph={graph}
          investigation={investigation ?? null}
        />
      )}
    </Page>
  )
}

interface MovedProps {
  readonly graph: Graph
  readonly investigation: string | null
}

function Moved({ graph, investigation }: MovedProps) {
  const { canAct } = useViewer()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setChosen(before =>
      before.has(id) ? new Set([...before].filter(one => one !== id)) : new Set([...before, id]),
    )
  const names = new Map(graph.devices.map(({ id, hostname }) => [id, hostname]))
  return (
    <div className="filling movement">
      <section
        className="panel"
        aria-label="Graph"
        onKeyDown={event => {
          const id = (event.target as HTMLElement).dataset['id']
          if (id && names.has(id) && (event.key === 'Enter' || event.key === ' ')) {
            event.preventDefault()
            toggle(id)
          }
        }}
      >
        <Drawing graph={graph} chosen={chosen} toggle={toggle} />
      </section>
      <div style={{ overflow: 'auto' }}>
        <Panel
          title={chosen.size === 0 ? 'Devices' : `${chosen.size} selected`}
          bare
          aside={
            canAct && (
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
                Respond …
              </Button>
            )
          }
        >
          <ul className="rows" aria-label="Devices">
            {graph.devices.map(({ id, hostname, online }) => (
              <li key={id} className="row action-row" data-selected={chosen.has(id)}>
                <Checkbox
                  size="xs"
                  label={hostname}
                  checked={chosen.has(id)}
                  onChange={() => toggle(id)}
                  data-keyboard-item
                />
                <Online online={online} />
              </li>
            ))}
          </ul>
        </Panel>
        <div style={{ height: '0.75rem' }} />
        <Panel title="Movements" bare>
          <ol className="rows">
            {[...graph.movements]
              .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
              .map(({ from, to, technique, observedAt }) => (
                <li key={`${from.id} ${to.id} ${observedAt}`} className="row">
                  <span>
                    {names.get(from.id)} → {names.get(to.id)} <span className="dim mono">{technique}</span>
                  </span>
                  <span className="dim">
                    <Time at={observedAt} />
                  </span>
                </li>
              ))}
          </ol>
        </Panel>
      </div>
    </div>
  )
}

interface DrawingProps {
  readonly graph: Graph
  readonly chosen: ReadonlySet<string>
  readonly toggle: (id: string) => void
}

function Drawing({ graph, chosen, toggle }: DrawingProps) {
  const colorMode = useComputedColorScheme('light')
  const places = useMemo(
    () =>
      layout(
        graph.devices.map(({ id }) => id),
        graph.movements.map(({ from, to, observedAt }) => ({ from: from.id, to: to.id, at: observedAt })),
      ),
    [graph],
  )
  const nodes: Node[] = graph.devices.map(({ id, hostname, online, containment }) => ({
    id,
    position: places.get(id) ?? { x: 0, y: 0 },
    data: {
      label: containment.isolated ? `${hostname} · isolated` : online ? hostname : `${hostname} · offline`,
    },
    sourcePosition: Position.Right,
    targetPosition: Position.Left,
    className: [
      'device-node',
      chosen.has(id) && 'is-selected',
      containment.isolated && 'isolated',
      !online && 'offline',
    ]
      .filter(Boolean)
      .join(' '),
    ariaLabel: `${hostname}${chosen.has(id) ? ', selected' : ''}`,
  }))
  const edges: Edge[] = graph.movements.map(({ from, to, technique, observedAt }) => ({
    id: `${from.id} ${to.id} ${observedAt}`,
    source: from.id,
    target: to.id,
    ...(technique && { label: technique }),
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--defend-queue)' },
  }))
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      colorMode={colorMode}
      fitView
      fitViewOptions={{ maxZoom: 1.2, padding: 0.15 }}
      minZoom={0.1}
      nodesConnectable={false}
      nodesDraggable={false}
      elementsSelectable={false}
      edgesFocusable={false}
      onNodeClick={(_, { id }) => toggle(id)}
      proOptions={{ hideAttribution: true }}
    >
      <Background />
      <Controls showInteractive={false} />
    </ReactFlow>
  )
}
