import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { DetectionsQuery } from '../../../generated/documents.ts'
import { titleOf } from '../../ui/action-catalog.ts'
import { Ago } from '../../ui/time.tsx'
import { detectionTone, lowered, severityTone, statusWord, titled } from '../../ui/words.ts'

export type Detection = DetectionsQuery['detections']['edges'][number]['node']

export const features = tableFeatures({ rowSelectionFeature })
const helper = createColumnHelper<typeof features, Detection>()
const select = helper.display({
  id: 'select',
  header: ({ table }) => (
    <Checkbox
      size="xs"
      aria-label={t`Select all`}
      checked={table.getIsAllRowsSelected()}
      indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
      onChange={table.getToggleAllRowsSelectedHandler()}
    />
  ),
  cell: ({ row }) => (
    <Checkbox
      size="xs"
      aria-label={t`Select ${row.original.title} on ${row.original.device.hostname}`}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
      data-keyboard-item
    />
  ),
})
/** Viewers without the right to act cannot select. */
const columnsFor = (canAct: boolean) =>
  helper.columns([
    ...(canAct ? [select] : []),
    helper.accessor('severity', {
      header: () => t`Severity`,
      cell: ({ getValue }) => (
        <span className="status" data-tone={severityTone[getValue()]}>
          {titled(getValue())}
        </span>
      ),
    }),
    helper.accessor('title', {
      header: () => t`Detection`,
      cell: ({ getValue, row: { original } }) => {
        const { technique, process } = original
        return (
          <div style={{ minWidth: '13rem' }}>
            <Link to="/detections/$id" params={{ id: original.id }}>
              <b>{getValue()}</b>
            </Link>
            <div className="dim mono">
              {[technique, process && `${process.name} (${process.pid})`].filter(Boolean).join(' · ')}
            </div>
          </div>
        )
      },
    }),
    helper.accessor('device', {
      header: () => t`Device`,
      cell: ({ getValue }) => (
        <span className="nowrap">
          <Link
            to="/devices/$id"
            params={{ id: getValue().id }}
            data-keyboard-item={canAct ? undefined : true}
          >
            {getValue().hostname}
          </Link>{' '}
          {getValue().containment.isolated && (
            <span className="dim">
              <Trans>isolated</Trans>
            </span>
          )}
        </span>
      ),
    }),
    helper.accessor('firedAt', {
      header: () => t`Detected`,
      cell: ({ getValue }) => (
        <span className="nowrap">
          <Ago at={getValue()} />
        </span>
      ),
    }),
    helper.accessor('status', {
      header: () => t`Status`,
      cell: ({ getValue, row: { original } }) => (
        <div className="nowrap">
          <span className="status" data-tone={detectionTone[getValue()]}>
            {titled(getValue())}
          </span>
          <div className="dim">{original.assignee?.name}</div>
        </div>
      ),
    }),
    helper.accessor('investigation', {
      header: () => t`Investigation`,
      cell: ({ getValue }) => {
        const investigation = getValue()
        return (
          investigation && (
            <Link
              to="/investigations/$id"
              params={{ id: investigation.id }}
              className="clip"
              style={{ display: 'block', maxWidth: 'clamp(8rem, 18vw, 16rem)' }}
              title={investigation.title}
            >
              {investigation.title}
            </Link>
          )
        )
      },
    }),
    helper.accessor('actions', {
      header: () => t`Response`,
      cell: ({ getValue }) =>
        getValue().map(({ id, type, status }) => (
          <div key={id} className="nowrap">
            <Link to="/actions/$id" params={{ id }}>
              {titleOf(type)}
            </Link>{' '}
            <span className="dim">{lowered(statusWord(status))}</span>
          </div>
        )),
    }),
  ])
export const acting = columnsFor(true)
/** For viewers without the right to act. */
export const looking = columnsFor(false)
