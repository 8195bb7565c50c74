import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './browser.ts'
import { longestTask, nodes } from './browser-load.ts'
import { floodOfChanges } from './console-flood.ts'
import { type ConsoleScene, openConsoleScene } from './console-scene.ts'

const built = fileURLToPath(new URL('../../clients/console/dist/', import.meta.url))

const title = chromiumPath
  ? 'the console under load'
  : 'the console under load (skipped: this system has no Chromium)'
describe.skipIf(chromiumPath === null)(title, () => {
  let scene: ConsoleScene
  let owner: pg.Pool

  beforeAll(async () => {
    scene = await openConsoleScene(chromiumPath ?? '')
    const sockets = encodeURIComponent(join(scene.stage.directory, 'data', 'postgres'))
    owner = new pg.Pool({
      connectionString: `postgresql://defend_owner@localhost/defend?host=${sockets}`,
      max: 1,
    })
    owner.on('error', () => {})
  })
  afterEach(async () => {
    expect(await scene.leave()).toEqual([])
  })
  afterAll(async () => {
    await owner?.end()
    await scene?.close()
  })

  test('ten thousand live changes cause no long task and no memory growth', async () => {
    await scene.block('203.0.113.60')
    const flood = await floodOfChanges(scene)
    const { page } = await scene.visitAs('vera', '/', flood.install)
    // The warm-up includes the screen's first refresh of its figures, which is not growth.
    const measured = await flood.measure(page, { warmUp: 5_000, changes: 10_000 })
    expect(measured.shown).toBe(15_000)
    expect(measured.longestTask).toBeLessThan(150)
    expect(measured.heapAfter / measured.heapBefore).toBeLessThan(1.2)
  })

  test('a bulk action on ten thousand devices causes no long task', async () => {
    await owner.query(tenThousandAway)
    const { page } = await scene.visitAs('alice', '/devices?host=away-')
    const submitting = await longestTask(page, async () => {
      await page.getByRole('heading', { name: 'Devices: 10,000' }).waitFor()
      await page.getByRole('button', { name: 'Select all' }).click()
      await page.getByRole('button', { name: 'Respond on 10,000 devices …' }).click()
      await page.getByText('away-00001').waitFor()
      await page.reload()
      await page.getByText('away-00001').waitFor()
      await page.getByLabel('Justification').fill('A worm is on all of them')
      await page.getByLabel('Type 10000 devices to confirm').fill('10000 devices')
      expect(await nodes(page)).toBeLessThan(1500)
      await page.getByRole('button', { name: 'Submit for approval' }).click()
      await page.waitForURL('**/bulks/*')
      await page.getByText('10,000 awaiting approval').waitFor()
    })
    const bob = await scene.visitAs('bob', new URL(page.url()).pathname)
    const deciding = await longestTask(bob.page, async () => {
      await bob.page.getByText('10,000 awaiting approval').waitFor()
      await bob.page.keyboard.press('a')
      await bob.page.getByLabel('Type 10000 devices to confirm').fill('10000 devices')
      await bob.page.getByRole('dialog').getByRole('button', { name: 'Approve all' }).click()
      await bob.page.getByText('10,000 queued').waitFor({ timeout: 60_000 })
    })
    await page.getByText('10,000 queued').waitFor()
    await page.getByRole('button', { name: 'Pause …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await bob.page.getByText('Paused').waitFor()
    await page.getByRole('button', { name: 'Resume …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
    await bob.page.getByText('Running').waitFor()
    const aborting = await longestTask(page, async () => {
      await page.getByRole('button', { name: 'Abort …' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Abort' }).click()
      await page.getByText('10,000 cancelled').waitFor({ timeout: 60_000 })
    })
    expect(Math.max(submitting, deciding, aborting)).toBeLessThan(200)
  })

  test('the first screen loads less than 240 kB of script and texts', () => {
    const manifest = JSON.parse(readFileSync(`${built}.vite/manifest.json`, 'utf8')) as Manifest
    for (const language of ['en', 'de'])
      expect(
        scriptOf(manifest, ['index.html', 'src/console.tsx', `locales/${language}.po`]),
        language,
      ).toBeLessThan(240_000)
  })
})

type Manifest = Record<string, { readonly file: string; readonly imports?: readonly string[] }>

/** Compressed bytes of the entry chunks and their static imports. */
function scriptOf(manifest: Manifest, entries: readonly string[]): number {
  const files = new Set<string>()
  const add = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} was not built`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(add)
  }
  entries.forEach(add)
  return [...files].reduce((bytes, file) => bytes + gzipSync(readFileSync(`${built}${file}`)).length, 0)
}

const tenThousandAway = `
INSERT INTO device (id, organization_id, hostname, platform, enrolled_at, certificate_expires_at)
SELECT gen_random_uuid(), o.id, 'away-' || lpad(n::text, 5, '0'), 'LINUX', now(), now() + interval '90 days'
FROM (SELECT organization_id AS id FROM device LIMIT 1) o, generate_series(1, 10000) n`
