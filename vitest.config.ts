import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// Vite would take graphql's .mjs where the libraries take its .js, and two copies of it refuse each other's types.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

const database = ['server/testing/global-setup.ts']

// Three speeds: rules without I/O; parts with real PostgreSQL, Redis and TLS; the whole system.
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: database,
          // A bound for what hangs, not a measure: the machine may be busy.
          testTimeout: 90_000,
          hookTimeout: 60_000,
          // One file at a time: sessions of an account and rules of the kernel are the machine's, not a file's.
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
