import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// Vite would load graphql's .mjs next to the .js that the libraries load, and the two copies reject each other's types.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

const database = ['server/testing/global-setup.ts']

// Three kinds of tests: unit (no I/O), integration (real PostgreSQL, Redis and TLS), and end to end (whole processes).
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          // Bounds what hangs; a busy machine must not fail a test.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: database,
          // Bounds what hangs; a busy machine must not fail a test.
          testTimeout: 90_000,
          hookTimeout: 60_000,
          // One file at a time, because login sessions and kernel rules are global to the machine.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: database,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
