import { t } from '@lingui/core/macro'
import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { Background, Controls, type Edge, MarkerType, type Node, Position, ReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import type { LateralMovementQuery, Severity } from '../../../generated/documents.ts'
import { severities, titled } from '../../ui/words.ts'
import { layout } from './movement-layout.ts'

export type Graph = LateralMovementQuery['lateralMovement']
type Device = Graph['devices'][number]

/** The highest severity among the device's detections; null without any. */
export const worstOf = ({ detections }: Device): Severity | null =>
  severities.find(severity => detections.edges.some(({ node }) => node.severity === severity)) ?? null

interface MovementGraphProps {
  readonly graph: Graph
  /** Movements after this instant are left out. */
  readonly until?: string | undefined
  readonly chosen: ReadonlySet<string>
  readonly toggle: (id: string) => void
}

/** Devices as nodes, coloured by severity, and movements as arrows. Enter and space select a focused node. */
export function MovementGraph({ graph, until, chosen, toggle }: MovementGraphProps) {
  const colorMode = useComputedColorScheme('light')
  const places = useMemo(
    () =>
      layout(
        graph.devices.map(({ id }) => id),
        graph.movements.map(({ from, to, observedAt }) => ({ from: from.id, to: to.id, at: observedAt })),
      ),
    [graph],
  )
  const shown = graph.movements.filter(({ observedAt }) => !until || observedAt <= until)
  const reached = new Set(shown.flatMap(({ from, to }) => [from.id, to.id]))
  const nodes: Node[] = graph.devices.map(device => {
    const { id, hostname, online, containment } = device
    const worst = worstOf(device)
    const state = containment.isolated ? ` · ${t`isolated`}` : online ? '' : ` · ${t`offline`}`
    return {
      id,
      position: places.get(id) ?? { x: 0, y: 0 },
      data: { label: `${hostname}${state}` },
      sourcePosition: Position.Right,
      targetPosition: Position.Left,
      // React Flow styles the class names `selected` and `selectable`, so these are named differently.
      className: [
        'device-node',
        worst && `severity-${worst.toLowerCase()}`,
        chosen.has(id) && 'is-chosen',
        containment.isolated && 'is-isolated',
        !online && 'is-offline',
        until && !reached.has(id) && 'is-later',
      ]
        .filter(Boolean)
        .join(' '),
      ariaLabel: [hostname, worst && t`severity ${titled(worst)}`, chosen.has(id) && t`selected`]
        .filter(Boolean)
        .join(', '),
    }
  })
  const edges: Edge[] = shown.map(({ from, to, technique, observedAt }) => ({
    id: `${from.id} ${to.id} ${observedAt}`,
    source: from.id,
    target: to.id,
    ...(technique && { label: technique }),
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--defend-queue)' },
  }))
  return (
    <section
      className="panel graph"
      aria-label={t`Graph`}
      onKeyDown={event => {
        const id = (event.target as HTMLElement).dataset['id']
        if (id && places.has(id) && (event.key === 'Enter' || event.key === ' ')) {
          event.preventDefault()
          toggle(id)
        }
      }}
    >
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
    </section>
  )
}
