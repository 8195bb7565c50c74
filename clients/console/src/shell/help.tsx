import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { navigation } from './navigation.ts'

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['j / k', 'Next, previous in a list'],
  ['Enter', 'Open the selected item'],
  ['a', 'Approve'],
  ['x', 'Reject'],
  ['Ctrl Enter', 'Send a decision'],
  ['/ or Ctrl K', 'Search everything, go to a screen'],
  ['?', 'Show this help'],
  ...navigation.flatMap(({ items }) => items.map(({ key, title }) => [`g ${key}`, title] as const)),
]

export const Help = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Modal opened={opened} onClose={close} title="Keyboard shortcuts">
    <dl className="facts">
      {shortcuts.map(([keys, what]) => (
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
