import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Should we be killed, a shell sees the end of the pipe that only we hold open, and stops the program. It may be
 * killed too, hence what is left from an earlier run is also looked for at each start.
 */
export function endWithUs(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  const script = 'read -r nothing; kill -s "$1" "$2"'
  const watch = spawn('sh', ['-c', script, 'end-with-us', signal.slice('SIG'.length), String(child.pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.on('error', () => {})
  child.once('exit', () => watch.kill('SIGKILL')) // its pid may be another process's soon
}
