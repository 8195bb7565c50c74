import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'
import { linguiMacros } from './clients/console/lingui-macros.ts'

// Without the alias, Vite would load graphql's .mjs while the libraries load its .js, and the two copies reject each other's
// types.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
}

const database = ['server/testing/global-setup.ts']

// These tests run one at a time: they change login sessions, kernel rules and processes, which are global to the
// machine, or they start browsers or several services, which need the whole machine.
const alone = [
  'clients/agent/**/*.int.test.ts',
  'server/e2e/{agent-actions,kill-process,people-and-files,console*,demo,survival,two-processes}.e2e.test.ts',
  'bench/chaos/*.e2e.test.ts',
]

// The timeouts end a test that hangs. They are generous, because a busy machine must not fail a test.
const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 }

// Unit tests do no I/O, integration tests use real PostgreSQL, Redis and TLS, end-to-end tests run whole processes.
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        plugins: [linguiMacros()],
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
          setupFiles: ['clients/console/test-language.ts'],
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: [...alone, '**/node_modules/**'],
          globalSetup: database,
          ...timeouts,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: [...alone, '**/node_modules/**'],
          globalSetup: database,
          ...timeouts,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          name: 'alone',
          include: alone,
          exclude: ['**/node_modules/**'],
          globalSetup: database,
          ...timeouts,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
