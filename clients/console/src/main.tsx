import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import '@mantine/notifications/styles.css'
import './ui/console.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { Entrance } from './session/entrance.tsx'
import { cssVariables, theme } from './ui/theme.ts'

declare global {
  // The scroll lock of dialogs reads the nonce here.
  var __webpack_nonce__: string | undefined
}

/** The nonce that the Content-Security-Policy requires of the page's styles. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
globalThis.__webpack_nonce__ = nonce

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')
createRoot(root).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    defaultColorScheme="auto"
    getStyleNonce={() => nonce}
  >
    <Entrance />
  </MantineProvider>,
)
