import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// sun_path has 104 bytes on macOS and 108 on Linux; PostgreSQL's socket name takes 17 of them.
const longest = 103 - 18

/**
 * A path to `directory` that is short enough for a Unix socket: the directory itself, or a symbolic link in a private
 * temporary directory.
 */
export async function socketDirectory(directory: string): Promise<{ path: string; close(): Promise<void> }> {
  if (Buffer.byteLength(directory) <= longest) return { path: directory, close: async () => {} }
  const parent = await mkdtemp(join(tmpdir(), 'defend-')) // 0700
  const path = join(parent, 's')
  await symlink(directory, path)
  return { path, close: () => rm(parent, { recursive: true, force: true }) }
}
