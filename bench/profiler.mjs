// Preloaded into the service by --profile. SIGUSR2 starts a CPU profile; the next SIGUSR2 stops it and writes it to the
// file in DEFEND_BENCH_PROFILE. Node's --cpu-prof would also record the start and the time before the load begins.
import { renameSync, writeFileSync } from 'node:fs'
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
      if (error) return
      const file = process.env['DEFEND_BENCH_PROFILE'] ?? 'profile.cpuprofile'
      writeFileSync(`${file}.part`, JSON.stringify(stopped.profile))
      renameSync(`${file}.part`, file)
    })
  running = !running
})
