import type { Viewer } from '../session/viewer.tsx'

export interface Destination {
  readonly to: string
  readonly title: string
  readonly about: string
  /** Pressed after `g`. */
  readonly key: string
  readonly isFor?: (viewer: Viewer) => boolean
}

export const navigation: readonly { readonly title: string; readonly items: readonly Destination[] }[] = [
  {
    title: 'Respond',
    items: [
      { to: '/', title: 'Live', about: 'Pending, running and finished actions', key: 'l' },
      { to: '/approvals', title: 'Approvals', about: 'Actions that need your decision', key: 'a' },
      {
        to: '/bulks',
        title: 'Bulk actions',
        about: 'One action on many devices: progress, pause, abort',
        key: 'b',
      },
      {
        to: '/containment',
        title: 'Containment',
        about: 'Isolations and blocks in force, and what each device reports',
        key: 'o',
      },
      {
        to: '/submit',
        title: 'Submit',
        about: 'Submit a response action',
        key: 's',
        isFor: ({ canAct }) => canAct,
      },
    ],
  },
  {
    title: 'Investigate',
    items: [
      {
        to: '/detections',
        title: 'Detections',
        about: 'Detections and the response to them',
        key: 't',
      },
      {
        to: '/investigations',
        title: 'Investigations',
        about: 'Related detections and the response to them',
        key: 'i',
      },
      {
        to: '/movement',
        title: 'Lateral movement',
        about: 'Movements of an intruder between devices',
        key: 'm',
      },
      { to: '/devices', title: 'Devices', about: 'Enrolled devices and their containment', key: 'd' },
      { to: '/history', title: 'History', about: 'All submitted actions', key: 'h' },
      {
        to: '/compliance',
        title: 'Compliance',
        about: 'Report on a period, for auditors',
        key: 'c',
        isFor: ({ canAudit }) => canAudit,
      },
    ],
  },
  {
    title: 'Manage',
    items: [
      { to: '/rules', title: 'Rules', about: 'Actions submitted automatically on detections', key: 'r' },
      { to: '/scripts', title: 'Scripts', about: 'Scripts that may run on devices', key: 'p' },
      {
        to: '/keys',
        title: 'API keys',
        about: 'Credentials of integrations',
        key: 'y',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/webhooks',
        title: 'Webhooks',
        about: 'Ledger events sent to other systems',
        key: 'w',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/settings',
        title: 'Settings',
        about: 'Approvals, timeouts, auto-response, enrolment',
        key: ',',
      },
    ],
  },
]
