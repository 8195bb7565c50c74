import { openDataDirectory } from './data-directory.ts'
import { startEmbeddedPostgres } from './postgres.ts'
import { startEmbeddedRedis } from './redis.ts'

// An idle service for tests to kill. The argument is its data directory.
const opened = await openDataDirectory(process.argv[2] ?? '')
if ('faults' in opened) {
  console.error(opened.faults.join('\n'))
  process.exit(2)
}
const log = (line: string) => console.error(line)
const dataDirectory = opened.ok.path
const postgres = await startEmbeddedPostgres({ dataDirectory, log })
const redis = await startEmbeddedRedis({ dataDirectory, log })
console.log(
  JSON.stringify({
    appUrl: postgres.appUrl,
    ownerUrl: postgres.ownerUrl,
    redis: redis.url,
    pids: [postgres.pid(), redis.pid()],
    uid: process.getuid?.(),
  }),
)
process.on('SIGTERM', async () => {
  await redis.close()
  await postgres.close()
  await opened.ok.close()
  process.exit(0)
})
