import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { isNotEmpty, useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { ChangeForm } from './change-form.tsx'
import { usePreference } from './preference.ts'

/** Filters of a list by name, kept in this browser. Each is an address, so it can also be shared as a link. */
export function SavedViews({ screen }: { readonly screen: string }) {
  const { pathname, searchStr } = useLocation()
  const navigate = useNavigate()
  const [stored, store] = usePreference(`views.${screen}`)
  const [isOpen, dialog] = useDisclosure(false)
  const views = viewsIn(stored)
  const form = useForm({ initialValues: { name: '' }, validate: { name: isNotEmpty(t`Required`) } })
  const keep = (next: Views) => store(Object.keys(next).length > 0 ? JSON.stringify(next) : null)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default">
            <Trans>Views</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {Object.entries(views).map(([name, search]) => (
            <Menu.Item key={name} onClick={() => void navigate({ href: `${pathname}${search}` })}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Item onClick={dialog.open}>
            <Trans>Save this view …</Trans>
          </Menu.Item>
          {Object.entries(views)
            .filter(([, search]) => search === searchStr)
            .map(([name]) => (
              <Menu.Item
                key={name}
                onClick={() =>
                  keep(Object.fromEntries(Object.entries(views).filter(([other]) => other !== name)))
                }
              >
                <Trans>Delete “{name}”</Trans>
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Save this view`}>
        <ChangeForm
          form={form}
          button={t`Save view`}
          done={t`View saved`}
          send={async ({ name }) => {
            keep({ ...views, [name.trim()]: searchStr })
            return { ok: true }
          }}
          onDone={dialog.close}
        >
          <TextInput
            label={t`Name`}
            withAsterisk
            maxLength={60}
            data-autofocus
            {...form.getInputProps('name')}
          />
        </ChangeForm>
      </Modal>
    </>
  )
}

type Views = Readonly<Record<string, string>>

function viewsIn(stored: string | null): Views {
  try {
    const views: unknown = JSON.parse(stored ?? '{}')
    if (typeof views !== 'object' || views === null) return {}
    return Object.fromEntries(
      Object.entries(views).filter((view): view is [string, string] => typeof view[1] === 'string'),
    )
  } catch {
    return {}
  }
}
