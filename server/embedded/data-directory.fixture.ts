import { openDataDirectory } from './data-directory.ts'

// For tests that race for a data directory: opens its argument when told, says how that went, and holds on.
console.log('here')
process.stdin.once('data', async () => {
  const opened = await openDataDirectory(process.argv[2] ?? '')
  console.log('ok' in opened ? 'held' : opened.faults.join('\n'))
})
