import { Button, Menu } from '@mantine/core'
import { OrganizationZoneDocument } from '../../generated/documents.ts'
import { useData } from '../api/use-data.ts'
import { useViewer } from '../session/viewer.tsx'
import { usePreference } from '../ui/preference.ts'
import { titled } from '../ui/words.ts'
import { ownZone, useZone } from '../ui/zone.ts'
import { askForNotifications } from './attention.ts'

/** The person's menu: time zone, notifications, sign-out. */
export const ViewerMenu = () => {
  const viewer = useViewer()
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" c="var(--mantine-color-text)" className="viewer">
          {viewer.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.email}</Menu.Label>
        <Menu.Label>{viewer.roles.map(titled).join(', ')}</Menu.Label>
        <Menu.Divider />
        <Zones />
        <Menu.Divider />
        <Notifications />
        <Menu.Divider />
        <Menu.Item onClick={viewer.signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
      <Menu.Label>Time zone</Menu.Label>
      {zones.map(one => (
        <Menu.Item key={one} onClick={() => choose(one === ownZone ? null : one)}>
          <Mark isOn={one === zone} />
          {one}
          {one === ownZone ? ' (yours)' : one === organization ? ' (organization)' : ''}
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
      <Menu.Label>For decisions and critical detections</Menu.Label>
      <Menu.Item closeMenuOnClick={false} onClick={() => void toggleDesktop()}>
        <Mark isOn={desktop === 'on'} /> Desktop notifications
      </Menu.Item>
      <Menu.Item closeMenuOnClick={false} onClick={() => setSound(sound === 'on' ? null : 'on')}>
        <Mark isOn={sound === 'on'} /> Sound
      </Menu.Item>
    </>
  )
}

const Mark = ({ isOn }: { readonly isOn: boolean }) => (
  <>
    <span aria-hidden="true">{isOn ? '● ' : '○ '}</span>
    <span className="skip">{isOn ? 'On: ' : 'Off: '}</span>
  </>
)
