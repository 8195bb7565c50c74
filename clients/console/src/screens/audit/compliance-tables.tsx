import type { ComplianceQuery } from '../../../generated/documents.ts'
import { Empty } from '../../ui/parts.tsx'
import { formatsOf } from '../../ui/zone.ts'

type Report = ComplianceQuery['complianceReport']

/** The trend of the period. Weeks begin on Monday, in UTC. */
export function Weeks({ weeks }: Pick<Report, 'weeks'>) {
  const most = Math.max(1, ...weeks.map(({ submitted }) => submitted))
  if (weeks.length === 0) return <Empty title="No actions in this period" />
  return (
    <table className="grid-table cards">
      <thead>
        <tr>
          <th scope="col">Week of</th>
          <th scope="col">Submitted</th>
          <th scope="col">Destructive</th>
          <th scope="col">Without a second person</th>
          <th scope="col">Failed</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ from, submitted, destructive, withoutSecondPerson, failed }) => (
          <tr key={from}>
            <th scope="row" className="nowrap">
              {formatsOf('UTC').day.format(new Date(from))}
            </th>
            <td data-label="Submitted" style={{ width: '40%' }}>
              {submitted.toLocaleString('en')}
              <div className="bar" data-tone="run" style={{ width: `${(submitted / most) * 100}%` }} />
            </td>
            <td data-label="Destructive">{destructive.toLocaleString('en')}</td>
            <td data-label="Without a second person">{withoutSecondPerson.toLocaleString('en')}</td>
            <td data-label="Failed">{failed.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const Analysts = ({ analysts }: Pick<Report, 'analysts'>) =>
  analysts.length === 0 ? (
    <Empty title="No analyst took part in this period" />
  ) : (
    <table className="grid-table">
      <thead>
        <tr>
          <th scope="col">Analyst</th>
          <th scope="col">Submitted</th>
          <th scope="col">Approved</th>
        </tr>
      </thead>
      <tbody>
        {analysts.map(({ name, submitted, approved }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names are not unique, and the report never changes
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{submitted.toLocaleString('en')}</td>
            <td>{approved.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
