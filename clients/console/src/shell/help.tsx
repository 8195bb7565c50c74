import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { navigation } from './navigation.ts'

const shortcuts = (): readonly (readonly [keys: string, what: string])[] => [
  ['j / k', t`Next, previous in a list`],
  ['Enter', t`Open the selected item`],
  ['a', t`Approve`],
  ['x', t`Reject`],
  ['Ctrl Enter', t`Send a decision`],
  [t`/ or Ctrl K`, t`Search everything, go to a screen`],
  ['?', t`Show this help`],
  ...navigation.flatMap(({ items }) => items.map(({ key, title }) => [`g ${key}`, i18n._(title)] as const)),
]

export const Help = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Modal opened={opened} onClose={close} title={t`Keyboard shortcuts`}>
    <dl className="facts">
      {shortcuts().map(([keys, what]) => (
        <Fragment key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{what}</dd>
        </Fragment>
      ))}
    </dl>
  </Modal>
)
