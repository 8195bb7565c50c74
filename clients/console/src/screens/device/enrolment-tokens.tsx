import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, NumberInput, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import {
  CreateEnrollmentTokenDocument,
  EnrollmentTokensDocument,
  RevokeEnrollmentTokenDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { ChangeForm } from '../../ui/change-form.tsx'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Hash, Loading, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { nameOf } from '../../ui/words.ts'

export function EnrolmentTokens() {
  const { data, error, isLoading, refresh } = useData(EnrollmentTokensDocument, {})
  const revoke = useChange(RevokeEnrollmentTokenDocument)
  const [now] = useState(Date.now)

  return (
    <Panel title={t`Enrolment tokens`} bare>
      <div className="panel-body">
        <NewToken onMade={refresh} />
      </div>
      {isLoading && <Loading />}
      {error && !data && <Failed failure={error} retry={refresh} />}
      {data?.enrollmentTokens.length === 0 && <Empty title={t`No enrolment tokens`} />}
      {data && data.enrollmentTokens.length > 0 && (
        <table className="grid-table">
          <thead>
            <tr>
              <th scope="col">
                <Trans>Created by</Trans>
              </th>
              <th scope="col">
                <Trans>Expires</Trans>
              </th>
              <th scope="col">
                <Trans>Uses left</Trans>
              </th>
              <th scope="col">
                <span className="skip">
                  <Trans>Revoke</Trans>
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.enrollmentTokens.map(({ id, createdBy, expiresAt, usesLeft, revokedAt }) => (
              <tr key={id}>
                <td>{nameOf(createdBy)}</td>
                <td>
                  <Time at={expiresAt} />
                </td>
                <td>{usesLeft}</td>
                <td className="commands">
                  {revokedAt ? (
                    t`Revoked`
                  ) : usesLeft === 0 ? (
                    t`Used up`
                  ) : Date.parse(expiresAt) < now ? (
                    t`Expired`
                  ) : (
                    <ConfirmButton
                      label={t`Revoke …`}
                      size="compact-xs"
                      title={t`Revoke enrolment token`}
                      button={t`Revoke token`}
                      done={t`Revoked`}
                      send={() => revoke({ id })}
                      onDone={refresh}
                    >
                      <Trans>
                        No device can enrol with it any more. Devices that already did stay enrolled.
                      </Trans>
                    </ConfirmButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function NewToken({ onMade }: { readonly onMade: () => void }) {
  const create = useChange(CreateEnrollmentTokenDocument)
  const [made, setMade] = useState<string | null>(null)
  const form = useForm({ initialValues: { uses: 1, lifetime: 1 } })
  return (
    <ChangeForm
      form={form}
      button={t`Create token`}
      done={t`Token created`}
      send={async ({ uses, lifetime }) => {
        const input = { uses: Number(uses), lifetime: Math.round(Number(lifetime) * 3600) }
        const outcome = await create({ input })
        if (outcome.ok) setMade(outcome.token)
        return outcome
      }}
      onDone={onMade}
    >
      <Group align="end" gap="xs">
        <NumberInput label={t`Devices`} w={90} min={1} allowDecimal={false} {...form.getInputProps('uses')} />
        <NumberInput label={t`Valid, hours`} w={120} min={0.1} {...form.getInputProps('lifetime')} />
      </Group>
      {made && (
        <div className="notice" data-tone="good" role="status">
          <div>
            <Text size="sm">
              <Trans>This token is shown only once. The service stores only its hash.</Trans>
            </Text>
            <Hash value={made} name={t`token`} isWhole />
          </div>
        </div>
      )}
    </ChangeForm>
  )
}
