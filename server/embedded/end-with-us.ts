import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Stops the program if this process is killed: a shell reads from a pipe that only this process holds open, and sends
 * the signal when the pipe closes. The shell may be killed too, so each start also looks for orphans.
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
  child.once('exit', () => watch.kill('SIGKILL')) // its pid may soon be reused
}
