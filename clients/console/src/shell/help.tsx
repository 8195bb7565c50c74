import { Modal } from '@mantine/core'
import { Fragment } from 'react'
import { navigation } from './navigation.ts'

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['j / k', 'next, previous in a list'],
  ['Enter', 'open it'],
  ['a', 'approve what is shown'],
  ['x', 'reject what is shown'],
  ['/', 'search'],
  ['Ctrl K', 'go anywhere, find a device'],
  ['?', 'this'],
  ...navigation.flatMap(({ items }) => items.map(({ key, title }) => [`g ${key}`, title] as const)),
]

export const Help = ({ opened, close }: { readonly opened: boolean; readonly close: () => void }) => (
  <Modal opened={opened} onClose={close} title="Keyboard">
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
