import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import {
  CreateEnrollmentTokenDocument,
  EnrollmentTokensDocument,
  RevokeEnrollmentTokenDocument,
} from '../../../generated/documents.ts'
import { useChange, useData } from '../../api/use-data.ts'
import { ConfirmButton } from '../../ui/confirm.tsx'
import { Empty, Failed, Hash, Loading, Panel } from '../../ui/parts.tsx'
import { Time } from '../../ui/time.tsx'
import { nameOf } from '../../ui/words.ts'

export function EnrolmentTokens() {
  const { data, error, isLoading, refresh } = useData(EnrollmentTokensDocument, {})
  const create = useChange(CreateEnrollmentTokenDocument)
  const revoke = useChange(RevokeEnrollmentTokenDocument)
  const [uses, setUses] = useState(1)
  const [hours, setHours] = useState(1)
  const [made, setMade] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [now] = useState(Date.now)

  async function make() {
    const outcome = await create({ input: { uses, lifetime: Math.round(hours * 3600) } })
    setFault(outcome.ok ? null : outcome.error.message)
    if (outcome.ok) setMade(outcome.token)
    refresh()
  }
  return (
    <Panel title="Enrolment tokens" bare>
      <Stack gap="sm" p="sm">
        <Group align="end" gap="xs">
          <NumberInput
            label="Devices"
            w={90}
            min={1}
            allowDecimal={false}
            value={uses}
            onChange={value => setUses(Number(value))}
          />
          <NumberInput
            label="Valid, hours"
            w={120}
            min={0.1}
            value={hours}
            onChange={value => setHours(Number(value))}
          />
          <Button size="sm" onClick={() => void make()}>
            Create token
          </Button>
        </Group>
        {fault && (
          <div className="notice" data-tone="bad" role="alert">
            {fault}
          </div>
        )}
        {made && (
          <div className="notice" data-tone="good" role="status">
            <div>
              <Text size="sm">This token is shown only once. The service stores only its hash.</Text>
              <Hash value={made} name="token" />
            </div>
          </div>
        )}
      </Stack>
      {isLoading && <Loading />}
      {error && !data && <Failed failure={error} retry={refresh} />}
      {data?.enrollmentTokens.length === 0 && <Empty title="No enrolment tokens" />}
      {data && data.enrollmentTokens.length > 0 && (
        <table className="grid-table">
          <thead>
            <tr>
              <th scope="col">Created by</th>
              <th scope="col">Expires</th>
              <th scope="col">Uses left</th>
              <th scope="col">
                <span className="skip">Revoke</span>
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
                    'Revoked'
                  ) : usesLeft === 0 ? (
                    'Used up'
                  ) : Date.parse(expiresAt) < now ? (
                    'Expired'
                  ) : (
                    <ConfirmButton
                      label="Revoke …"
                      size="compact-xs"
                      title="Revoke enrolment token"
                      button="Revoke token"
                      done="Revoked"
                      send={() => revoke({ id })}
                      onDone={refresh}
                    >
                      No device can enrol with it any more. Devices that already did stay enrolled.
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
