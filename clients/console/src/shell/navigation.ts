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
      { to: '/', title: 'Live', about: 'What waits, runs and has just ended', key: 'l' },
      { to: '/approvals', title: 'Approvals', about: 'What waits for your decision', key: 'a' },
      { to: '/bulks', title: 'Bulk', about: 'The same on many devices: progress, pause, abort', key: 'b' },
      {
        to: '/submit',
        title: 'Submit',
        about: 'Do something to a device',
        key: 's',
        isFor: ({ canAct }) => canAct,
      },
    ],
  },
  {
    title: 'Look',
    items: [
      {
        to: '/detections',
        title: 'Detections',
        about: 'What was detected, and what was done about it',
        key: 't',
      },
      {
        to: '/investigations',
        title: 'Investigations',
        about: 'Detections that belong together, and what was done about them',
        key: 'i',
      },
      {
        to: '/movement',
        title: 'Lateral movement',
        about: 'From where to where an intruder moved',
        key: 'm',
      },
      { to: '/devices', title: 'Devices', about: 'What is out there, and how it stands', key: 'd' },
      { to: '/history', title: 'History', about: 'Everything that was ever submitted', key: 'h' },
      {
        to: '/compliance',
        title: 'Compliance',
        about: 'A period in figures, for auditors',
        key: 'c',
        isFor: ({ canAudit }) => canAudit,
      },
    ],
  },
  {
    title: 'Run',
    items: [
      { to: '/rules', title: 'Rules', about: 'What is submitted by itself', key: 'r' },
      { to: '/scripts', title: 'Scripts', about: 'What may be run on devices', key: 'p' },
      {
        to: '/keys',
        title: 'API keys',
        about: 'What machines sign in with',
        key: 'y',
        isFor: ({ isAdmin }) => isAdmin,
      },
      { to: '/settings', title: 'Settings', about: 'Approvals, times, auto-response, enrolment', key: ',' },
    ],
  },
]
