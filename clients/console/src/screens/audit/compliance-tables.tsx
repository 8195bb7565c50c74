import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ComplianceQuery } from '../../../generated/documents.ts'
import { Empty } from '../../ui/parts.tsx'
import { formatsOf } from '../../ui/zone.ts'

type Report = ComplianceQuery['complianceReport']

/** The trend of the period. Weeks begin on Monday, in UTC. */
export function Weeks({ weeks }: Pick<Report, 'weeks'>) {
  const most = Math.max(1, ...weeks.map(({ submitted }) => submitted))
  if (weeks.length === 0) return <Empty title={t`No actions in this period`} />
  return (
    <table className="grid-table cards">
      <thead>
        <tr>
          <th scope="col">
            <Trans>Week of</Trans>
          </th>
          <th scope="col">
            <Trans>Submitted</Trans>
          </th>
          <th scope="col">
            <Trans>Destructive</Trans>
          </th>
          <th scope="col">
            <Trans>Without a second person</Trans>
          </th>
          <th scope="col">
            <Trans>Failed</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ from, submitted, destructive, withoutSecondPerson, failed }) => (
          <tr key={from}>
            <th scope="row" className="nowrap">
              {formatsOf('UTC').day.format(new Date(from))}
            </th>
            <td data-label={t`Submitted`} style={{ width: '40%' }}>
              {i18n.number(submitted)}
              <div className="bar" data-tone="run" style={{ width: `${(submitted / most) * 100}%` }} />
            </td>
            <td data-label={t`Destructive`}>{i18n.number(destructive)}</td>
            <td data-label={t`Without a second person`}>{i18n.number(withoutSecondPerson)}</td>
            <td data-label={t`Failed`}>{i18n.number(failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const Analysts = ({ analysts }: Pick<Report, 'analysts'>) =>
  analysts.length === 0 ? (
    <Empty title={t`No analyst took part in this period`} />
  ) : (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">
            <Trans>Analyst</Trans>
          </th>
          <th scope="col">
            <Trans>Submitted</Trans>
          </th>
          <th scope="col">
            <Trans>Approved</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {analysts.map(({ name, submitted, approved }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names are not unique, and the report never changes
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{i18n.number(submitted)}</td>
            <td>{i18n.number(approved)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
