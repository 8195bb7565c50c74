import { t } from '@lingui/core/macro'
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
    get title() {
      return t`Respond`
    },
    items: [
      {
        to: '/',
        get title() {
          return t`Live`
        },
        get about() {
          return t`Pending, running and finished actions`
        },
        key: 'l',
      },
      {
        to: '/approvals',
        get title() {
          return t`Approvals`
        },
        get about() {
          return t`Actions that need your decision`
        },
        key: 'a',
      },
      {
        to: '/bulks',
        get title() {
          return t`Bulk actions`
        },
        get about() {
          return t`One action on many devices: progress, pause, abort`
        },
        key: 'b',
      },
      {
        to: '/containment',
        get title() {
          return t`Containment`
        },
        get about() {
          return t`Isolations and blocks in force, and what each device reports`
        },
        key: 'o',
      },
      {
        to: '/submit',
        get title() {
          return t`Submit`
        },
        get about() {
          return t`Submit a response action`
        },
        key: 's',
        isFor: ({ canAct }) => canAct,
      },
    ],
  },
  {
    get title() {
      return t`Investigate`
    },
    items: [
      {
        to: '/detections',
        get title() {
          return t`Detections`
        },
        get about() {
          return t`Detections and the response to them`
        },
        key: 't',
      },
      {
        to: '/investigations',
        get title() {
          return t`Investigations`
        },
        get about() {
          return t`Related detections and the response to them`
        },
        key: 'i',
      },
      {
        to: '/movement',
        get title() {
          return t`Lateral movement`
        },
        get about() {
          return t`Movements of an intruder between devices`
        },
        key: 'm',
      },
      {
        to: '/devices',
        get title() {
          return t`Devices`
        },
        get about() {
          return t`Enrolled devices and their containment`
        },
        key: 'd',
      },
      {
        to: '/history',
        get title() {
          return t`History`
        },
        get about() {
          return t`All submitted actions`
        },
        key: 'h',
      },
      {
        to: '/compliance',
        get title() {
          return t`Compliance`
        },
        get about() {
          return t`Report on a period, for auditors`
        },
        key: 'c',
        isFor: ({ canAudit }) => canAudit,
      },
    ],
  },
  {
    get title() {
      return t`Manage`
    },
    items: [
      {
        to: '/rules',
        get title() {
          return t`Rules`
        },
        get about() {
          return t`Actions submitted automatically on detections`
        },
        key: 'r',
      },
      {
        to: '/scripts',
        get title() {
          return t`Scripts`
        },
        get about() {
          return t`Scripts that may run on devices`
        },
        key: 'p',
      },
      {
        to: '/keys',
        get title() {
          return t`API keys`
        },
        get about() {
          return t`Credentials of integrations`
        },
        key: 'y',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/webhooks',
        get title() {
          return t`Webhooks`
        },
        get about() {
          return t`Ledger events sent to other systems`
        },
        key: 'w',
        isFor: ({ isAdmin }) => isAdmin,
      },
      {
        to: '/settings',
        get title() {
          return t`Settings`
        },
        get about() {
          return t`Approvals, timeouts, auto-response, enrolment`
        },
        key: ',',
      },
    ],
  },
]
