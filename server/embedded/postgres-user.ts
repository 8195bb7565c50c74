import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'

export type OsUser = { name: string; uid: number; gid: number }

/**
 * The user that PostgreSQL runs as, because it refuses to run as root. `null`: the user of this process. An existing
 * cluster runs as its owner. A new one runs as `postgres`, which is created if missing, or else as `nobody`.
 */
export async function postgresUser(cluster: string): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null
  const existing = await stat(cluster).catch(() => null)
  if (existing && existing.uid !== 0)
    return { name: `uid ${existing.uid}`, uid: existing.uid, gid: existing.gid }

  const user = lookUp('postgres') ?? lookUp('_postgres') ?? create('postgres') ?? lookUp('nobody')
  if (!user) throw new Error('PostgreSQL refuses to run as root, and there is no other user to run it')
  return user
}

function lookUp(name: string): OsUser | null {
  const id = (what: string) => {
    const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : 0
  }
  const uid = id('-u')
  return uid === 0 ? null : { name, uid, gid: id('-g') }
}

function create(name: string): OsUser | null {
  const withShadow = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]
  const withBusybox = ['-S', '-D', '-H', '-h', '/nonexistent', '-s', '/sbin/nologin', name]
  spawnSync('useradd', withShadow).status === 0 || spawnSync('adduser', withBusybox)
  return lookUp(name)
}
