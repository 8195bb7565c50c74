import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Viewer } from '../session/viewer.tsx'

export interface Destination {
  readonly to: string
  /** An SVG path in a square of 16. */
  readonly icon: string
  readonly title: MessageDescriptor
  readonly about: MessageDescriptor
  /** Pressed after `g`. */
  readonly key: string
  readonly isFor?: (viewer: Viewer) => boolean
}

export const navigation: readonly {
  readonly title: MessageDescriptor
  readonly items: readonly Destination[]
}[] = [
  {
    title: msg`Respond`,
    items: [
      {
        to: '/',
        icon: 'M1.5 8.5h3l2-5 3 9 2-4h3',
        title: msg`Live`,
        about: msg`Pending, running and finished actions`,
        key: 'l',
      },
      {
        to: '/approvals',
        icon: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M5 8.2l2.2 2.2L11.2 6',
        title: msg`Approvals`,
        about: msg`Actions that need your decision`,
        key: 'a',
      },
      {
        to: '/bulks',
        icon: 'M8 1.5 14.5 5 8 8.5 1.5 5zM1.5 8 8 11.5 14.5 8M1.5 11 8 14.5 14.5 11',
        title: msg`Bulk actions`,
        about: msg`One action on many devices: progress, pause, abort`,
        key: 'b',
      },
      {
        to: '/containment',
        icon: 'M8 1.5l5.5 2v4c0 3.5-2.3 5.8-5.5 7-3.2-1.2-5.5-3.5-5.5-7v-4z',
        title: msg`Containment`,
        about: msg`Isolations and blocks in force, and what each device reports`,
        key: 'o',
      },
      {
        to: '/submit',
        icon: 'M14.5 1.5 1.5 7l5 2.5 2.5 5zM14.5 1.5l-8 8',
        title: msg`Submit`,
        about: msg`Submit a response action`,
        key: 's',
        isFor: ({ canAct }) => canAct,
      },
    ],
  },
  {
    title: msg`Investigate`,
    items: [
      {
        to: '/detections',
        icon: 'M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.5v.3',
        title: msg`Detections`,
        about: msg`Detections and the response to them`,
        key: 't',
      },
      {
        to: '/investigations',
        icon: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2M10.7 10.7l3.8 3.8',
        title: msg`Investigations`,
        about: msg`Related detections and the response to them`,
        key: 'i',
      },
      {
        to: '/movement',
        icon: 'M3.5 1.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M12.5 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4M3.5 10.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M5.3 4.4l5.3 2.7M5.3 11.6l5.3-2.7',
        title: msg`Lateral movement`,
        about: msg`Movements of an intruder between devices`,
        key: 'm',
      },
      {
        to: '/devices',
        icon: 'M1.5 2.5h13V11h-13zM5.5 14h5M8 11v3',
        title: msg`Devices`,
        about: msg`Enrolled devices and their containment`,
        key: 'd',
      },
      {
        to: '/history',
        icon: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M8 4.5V8l2.5 1.5',
        title: msg`History`,
        about: msg`All submitted actions`,
        key: 'h',
      },
      {
        to: '/compliance',
        icon: 'M3 2.5h10v12H3zM6 1.5h4v2H6zM5.5 7h5M5.5 10h5',
        title: msg`Compliance`,
        about: msg`Report on a period, for auditors`,
        key: 'c',
        isFor: ({ canAudit }) => canAudit,
      },
    ],
  },
  {
    title: msg`Manage`,
    items: [
      {
        to: '/rules',
        icon: 'M2 4.5h6M11 4.5h3M2 11.5h2M7 11.5h7M8 2.8v3.4M7 9.8v3.4',
        title: msg`Rules`,
        about: msg`Actions submitted automatically on detections`,
        key: 'r',
      },
      {
        to: '/scripts',
        icon: 'M1.5 2.5h13v11h-13zM4.5 6l2 2-2 2M8.5 10.5h3',
        title: msg`Scripts`,
        about: msg`Scripts that may run on devices`,
        key: 'p',
      },
      {
        to: '/keys',
        icon: 'M5 8a3 3 0 1 0 0 6 3 3 0 0 0 0-6M7.2 8.8l6.3-6.3M11 5l2 2',
        title: msg`API keys`,
        about: msg`Credentials of integrations`,
        key: 'y',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/webhooks',
        icon: 'M9 2.5h4.5V7M13.5 2.5l-6 6M11.5 9.5v4h-9v-9h4',
        title: msg`Webhooks`,
        about: msg`Ledger events sent to other systems`,
        key: 'w',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/settings',
        icon: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4',
        title: msg`Settings`,
        about: msg`Approvals, timeouts, auto-response, enrolment`,
        key: ',',
      },
    ],
  },
]
