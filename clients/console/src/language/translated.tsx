import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { I18nProvider } from '@lingui/react'
import { MantineThemeProvider } from '@mantine/core'
import { Fragment, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { speak, useLanguage } from './language.ts'

const subscribe = (changed: () => void) => i18n.on('change', changed)

/** Renders its children anew in another language when the user has chosen one. */
export function Translated({ children }: { readonly children: ReactNode }) {
  const [language] = useLanguage()
  const spoken = useSyncExternalStore(subscribe, () => i18n.locale)
  // Without a network the language stays as it is.
  useEffect(() => {
    if (language !== i18n.locale) speak(language).catch(() => {})
  }, [language])
  return (
    <I18nProvider i18n={i18n}>
      <MantineThemeProvider theme={closeLabels()} inherit>
        <Fragment key={spoken}>{children}</Fragment>
      </MantineThemeProvider>
    </I18nProvider>
  )
}

const closeLabels = () => {
  const defaultProps = { closeButtonProps: { 'aria-label': t`Close` } }
  return { components: { Modal: { defaultProps }, Notification: { defaultProps } } }
}
