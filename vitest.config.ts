import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// Without the alias, Vite would load graphql's .mjs while the libraries load its .js, and the two copies reject each other's
// types.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

const database = ['server/testing/global-setup.ts']

// These tests change login sessions, kernel rules and processes, which are global to the machine.
const agent = ['clients/agent/**/*.int.test.ts']

// The timeouts end a test that hangs. They are generous, because a busy machine must not fail a test.
const integration = { globalSetup: database, testTimeout: 90_000, hookTimeout: 60_000 }

// Unit tests do no I/O, integration tests use real PostgreSQL, Redis and TLS, end-to-end tests run whole processes.
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: [...agent, '**/node_modules/**'],
          ...integration,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'agent',
          include: agent,
          exclude: ['**/node_modules/**'],
          ...integration,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
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
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
