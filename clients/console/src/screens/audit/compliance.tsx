import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ComplianceDocument, type ComplianceQuery } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { titleOf } from '../../ui/action-catalog.ts'
import { ActionList } from '../../ui/action-list.tsx'
import { Empty, Fact, Facts, Failed, Hash, Loading, Page, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { duration, statusTone, statusWord, type Tone } from '../../ui/words.ts'
import { useZone } from '../../ui/zone.ts'
import { Analysts, Weeks } from './compliance-tables.tsx'

const ranges = () => [
  { value: '1', label: t`Last 24 hours` },
  { value: '7', label: t`Last 7 days` },
  { value: '30', label: t`Last 30 days` },
  { value: '90', label: t`Last 90 days` },
  { value: '365', label: t`Last year` },
]

export function Compliance() {
  const { canAudit } = useViewer()
  if (!canAudit)
    return (
      <Empty isPage title={t`For auditors, analysts and administrators`}>
        <Trans>Your role does not include this report.</Trans>
      </Empty>
    )
  return <Report />
}

function Report() {
  const [days, setDays] = useState('30')
  const period = useMemo(() => {
    const to = new Date()
    return { from: new Date(to.getTime() - Number(days) * 86_400_000).toISOString(), to: to.toISOString() }
  }, [days])
  const { data, error, isLoading, refresh } = useData(ComplianceDocument, period)
  return (
    <Page
      title={t`Compliance report`}
      aside={
        <Group gap="xs">
          <Select
            aria-label={t`Period`}
            size="xs"
            allowDeselect={false}
            w={150}
            data={ranges()}
            value={days}
            onChange={next => setDays(next ?? days)}
          />
          <Button onClick={() => window.print()} disabled={!data}>
            <Trans>Print or save as PDF</Trans>
          </Button>
        </Group>
      }
    >
      {isLoading ? (
        <Loading />
      ) : data ? (
        <Findings report={data.complianceReport} />
      ) : (
        error && <Failed failure={error} retry={refresh} />
      )}
    </Page>
  )
}

type Findings = ComplianceQuery['complianceReport']

function Findings({ report }: { readonly report: Findings }) {
  const { name, email } = useViewer()
  const [zone] = useZone()
  const { ledger, verificationPassRate, medianSecondsToApproval, medianSecondsToCompletion } = report
  const total = report.actionsByType.reduce((sum, { count }) => sum + count, 0)
  const alone = report.destructiveActionsWithoutSecondPerson
  return (
    <>
      <p className="dim" style={{ margin: 0 }}>
        <Trans>
          Actions submitted from <Time at={report.from} date /> to <Time at={report.to} date /> ({zone})
        </Trans>
        <span className="printed">
          <Trans>
            From {location.origin}, for {name} &lt;{email}&gt;
          </Trans>
        </span>
      </p>
      <div className="figures" data-count="6">
        <Figure value={i18n.number(total)} name={t`actions`} />
        <Figure value={i18n.number(report.destructiveActions)} name={t`destructive`} />
        <Figure
          value={i18n.number(alone)}
          name={t`without a second person`}
          tone={alone > 0 ? 'bad' : 'good'}
        />
        <Figure
          value={verificationPassRate === null ? '–' : `${(verificationPassRate * 100).toFixed(1)} %`}
          name={t`passed verification`}
        />
        <Figure value={seconds(medianSecondsToApproval)} name={t`to approval, median`} />
        <Figure value={seconds(medianSecondsToCompletion)} name={t`to completion, median`} />
      </div>
      <div className="columns">
        <Panel title={t`By type`}>
          <Bars
            bars={report.actionsByType.map(({ type, count }) => ({
              name: titleOf(type),
              count,
              tone: 'run' as const,
            }))}
          />
        </Panel>
        <Panel title={t`By status`}>
          <Bars
            bars={report.actionsByStatus.map(({ status, count }) => ({
              name: statusWord(status),
              count,
              tone: statusTone(status),
            }))}
          />
        </Panel>
      </div>
      <div className="columns">
        <Panel title={t`By week`}>
          <Weeks weeks={report.weeks} />
        </Panel>
        <Panel title={t`By analyst`}>
          <Analysts analysts={report.analysts} />
        </Panel>
      </div>
      {report.actionsWithoutSecondPerson.length > 0 && (
        <Panel title={t`Without a second person: ${i18n.number(alone)}`} bare>
          <ActionList
            actions={report.actionsWithoutSecondPerson}
            label={t`Actions without a second person`}
          />
        </Panel>
      )}
      <Panel
        title={t`Ledger`}
        aside={
          <span className="status" data-tone={ledger.intact ? 'good' : 'bad'}>
            {ledger.intact ? t`Intact` : t`Broken`}
          </span>
        }
      >
        <Facts>
          <Fact name={t`Checked`}>
            <Trans>{i18n.number(ledger.checked)} events, each hash recomputed</Trans>
          </Fact>
          {ledger.firstBrokenSequence !== null && (
            <Fact name={t`First broken event`}>
              <b>{ledger.firstBrokenSequence}</b>
            </Fact>
          )}
          <Fact name={t`Head`}>
            <Hash value={ledger.headHash} name={t`hash`} />
          </Fact>
        </Facts>
      </Panel>
    </>
  )
}

const seconds = (value: number | null): string =>
  value === null ? '–' : value < 1 ? '< 1 s' : duration(value)

const Figure = ({
  value,
  name,
  tone = 'queue',
}: {
  readonly value: string
  readonly name: string
  readonly tone?: Tone
}) => (
  <div className="panel figure">
    <b>{value}</b>
    <span className="status" data-tone={tone}>
      {name}
    </span>
  </div>
)

function Bars({
  bars,
}: {
  readonly bars: readonly { readonly name: string; readonly count: number; readonly tone: Tone }[]
}) {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  if (bars.every(({ count }) => count === 0)) return <Empty title={t`No actions in this period`} />
  return (
    <table className="grid-table">
      <tbody>
        {bars.map(({ name, count, tone }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td style={{ width: '60%' }}>
              <div className="bar" data-tone={tone} style={{ width: `${(count / most) * 100}%` }} />
            </td>
            <td style={{ textAlign: 'right' }}>{i18n.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
