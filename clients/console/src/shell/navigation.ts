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
      { to: '/devices', title: 'Devices', about: 'What is out there, and how it stands', key: 'd' },
      { to: '/history', title: 'History', about: 'Everything that was ever submitted', key: 'h' },
    ],
  },
  {
    title: 'Run',
    items: [{ to: '/settings', title: 'Settings', about: 'Approvals, times, enrolment', key: ',' }],
  },
]
