import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Stack } from '@mantine/core'
import { SettingsPageDocument } from '../../../generated/documents.ts'
import { useData } from '../../api/use-data.ts'
import { useViewer } from '../../session/viewer.tsx'
import { Failed, Loading, Page } from '../../ui/parts.tsx'
import { EnrolmentTokens } from '../device/enrolment-tokens.tsx'
import { Approvals } from './approvals.tsx'
import { AutoResponse } from './auto-response.tsx'
import { PendingChanges } from './pending-changes.tsx'
import { Timeouts } from './timeouts.tsx'

export function Settings() {
  const { isAdmin } = useViewer()
  const { data, error, isLoading, refresh } = useData(SettingsPageDocument, {})
  if (isLoading) return <Loading />
  if (!data) return error ? <Failed isPage failure={error} retry={refresh} /> : null
  const { responseSettings: settings, actionTypes } = data
  return (
    <Page title={t`Settings`}>
      {!isAdmin && (
        <div className="notice">
          <Trans>Only administrators can change settings.</Trans>
        </div>
      )}
      <PendingChanges changes={settings.pendingChanges} onDecided={refresh} />
      <div className="columns">
        <Approvals
          key={JSON.stringify(settings)}
          settings={settings}
          types={actionTypes}
          isAdmin={isAdmin}
          onSaved={refresh}
        />
        <Stack gap="sm">
          <Timeouts key={JSON.stringify(settings)} settings={settings} isAdmin={isAdmin} onSaved={refresh} />
          <AutoResponse
            key={JSON.stringify(settings.autoResponse)}
            settings={settings.autoResponse}
            isAdmin={isAdmin}
            onSaved={refresh}
          />
          {isAdmin && <EnrolmentTokens />}
        </Stack>
      </div>
    </Page>
  )
}
