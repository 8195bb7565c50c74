import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
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
