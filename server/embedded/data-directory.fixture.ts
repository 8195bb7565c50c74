import { openDataDirectory } from './data-directory.ts'

// For tests in which processes race for a data directory. On the first input, opens the directory given as argument,
// prints the outcome, and keeps it open.
console.log('here')
process.stdin.once('data', async () => {
  const opened = await openDataDirectory(process.argv[2] ?? '')
  console.log('ok' in opened ? 'held' : opened.faults.join('\n'))
})
