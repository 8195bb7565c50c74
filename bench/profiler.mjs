// Preloaded into the service with --profile: SIGUSR2 begins a CPU profile, the next one ends it and writes it to the
// file that DEFEND_BENCH_PROFILE names. Node's own --cpu-prof would profile the start too, and the wait for the load.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'

const session = new Session()
let running = false
session.connect()
session.post('Profiler.enable')
session.post('Profiler.setSamplingInterval', { interval: 500 })
process.on('SIGUSR2', () => {
  if (!running) session.post('Profiler.start')
  else
    session.post('Profiler.stop', (error, stopped) => {
      if (!error)
        writeFileSync(
          process.env['DEFEND_BENCH_PROFILE'] ?? 'profile.cpuprofile',
          JSON.stringify(stopped.profile),
        )
    })
  running = !running
})
