import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import '@mantine/notifications/styles.css'
import './ui/console.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { Entrance } from './session/entrance.tsx'
import { cssVariables, theme } from './ui/theme.ts'

declare global {
  // Where the scroll lock of dialogs looks for it.
  var __webpack_nonce__: string | undefined
}

/** What this page may style itself with, by its Content-Security-Policy. */
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
