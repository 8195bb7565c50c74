import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { OrganizationZoneDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { type Language, languages, useLanguage } from '../language/language.ts'
import { useViewer } from '../session/viewer.tsx'
import { usePreference } from '../ui/preference.ts'
import { titled } from '../ui/words.ts'
import { ownZone, useZone } from '../ui/zone.ts'
import { askForNotifications } from './attention.ts'
import { ViewerButton } from './viewer-button.tsx'

/** The person's menu: language, time zone, notifications, sign-out. */
export const ViewerMenu = () => {
  const viewer = useViewer()
  return (
    <Menu position="bottom-end" withinPortal defaultOpened>
      <Menu.Target>
        <ViewerButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.email}</Menu.Label>
        <Menu.Label>{viewer.roles.map(titled).join(', ')}</Menu.Label>
        <Menu.Divider />
        <Languages />
        <Menu.Divider />
        <Zones />
        <Menu.Divider />
        <Notifications />
        <Menu.Divider />
        <Menu.Item onClick={viewer.signOut}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Languages() {
  const [language, choose] = useLanguage()
  return (
    <>
      <Menu.Label>
        <Trans>Language</Trans>
      </Menu.Label>
      {Object.entries(languages).map(([one, name]) => (
        <Menu.Item key={one} lang={one} onClick={() => choose(one as Language)}>
          <Mark isOn={one === language} />
          {name}
        </Menu.Item>
      ))}
    </>
  )
}

/** The browser's zone, UTC, and the organization's, in which its active hours are defined. */
function Zones() {
  const [zone, choose] = useZone()
  const { data } = useData(OrganizationZoneDocument, {})
  const organization = data?.responseSettings.autoResponse.activeHours?.timeZone
  const zones = [...new Set([ownZone, 'UTC', ...(organization ? [organization] : [])])]
  return (
    <>
      <Menu.Label>
        <Trans>Time zone</Trans>
      </Menu.Label>
      {zones.map(one => (
        <Menu.Item key={one} onClick={() => choose(one === ownZone ? null : one)}>
          <Mark isOn={one === zone} />
          {one === ownZone ? t`${one} (yours)` : one === organization ? t`${one} (organization)` : one}
        </Menu.Item>
      ))}
    </>
  )
}

function Notifications() {
  const [desktop, setDesktop] = usePreference('notifications')
  const [sound, setSound] = usePreference('sound')
  async function toggleDesktop() {
    if (desktop === 'on') setDesktop(null)
    else if (await askForNotifications()) setDesktop('on')
  }
  return (
    <>
      <Menu.Label>
        <Trans>For decisions and critical detections</Trans>
      </Menu.Label>
      <Menu.Item closeMenuOnClick={false} onClick={() => void toggleDesktop()}>
        <Mark isOn={desktop === 'on'} />
        <Trans>Desktop notifications</Trans>
      </Menu.Item>
      <Menu.Item closeMenuOnClick={false} onClick={() => setSound(sound === 'on' ? null : 'on')}>
        <Mark isOn={sound === 'on'} />
        <Trans>Sound</Trans>
      </Menu.Item>
    </>
  )
}

const Mark = ({ isOn }: { readonly isOn: boolean }) => (
  <>
    <span aria-hidden="true">{isOn ? '● ' : '○ '}</span>
    <span className="skip">{isOn ? t`On:` : t`Off:`}</span>{' '}
  </>
)
