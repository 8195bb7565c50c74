import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { linguiMacros } from './lingui-macros.ts'

/** `npm run dev`: the pages come from Vite, everything else from the service. */
const service = `http://127.0.0.1:${process.env['DEFEND_API_PORT'] ?? 4000}`

export default defineConfig({
  plugins: [
    linguiMacros(),
    lingui({ configPath: fileURLToPath(new URL('./lingui.config.ts', import.meta.url)) }),
    react({ jsxImportSource: '@defend/jsx' }),
  ],
  resolve: {
    alias: [
      // Escapes deceptive characters in every text; see the file.
      {
        find: /^@defend\/jsx\/jsx-(dev-)?runtime$/,
        replacement: fileURLToPath(new URL('./src/jsx/jsx-runtime.ts', import.meta.url)),
      },
    ],
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/graphql', '/console/', '/exports/', '/artifacts/'].map(path => [
        path,
        { target: service, ws: true },
      ]),
    ),
  },
  html: {
    // The service puts a fresh one in its place with each page; see server/api-port/console-pages.ts.
    cspNonce: '__CSP_NONCE__',
  },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Inlined assets are data: URLs, which the policy refuses.
    assetsInlineLimit: 0,
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
})
