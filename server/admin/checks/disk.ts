import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Finding, fail, ok, warn } from '../finding.ts'

const gibibyte = 1024 ** 3
const advice = 'Free space or enlarge the volume; forensic uploads are refused on a full disk.'

/** Checks the free space of each directory, or of its nearest existing ancestor. */
export async function examineDisk(directories: readonly string[]): Promise<readonly Finding[]> {
  return Promise.all([...new Set(directories)].map(examineDirectory))
}

async function examineDirectory(directory: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statOfNearest(directory)
  const free = bavail * bsize
  const share = blocks > 0 ? bavail / blocks : 1
  const detail = `${directory}: ${(free / gibibyte).toFixed(1)} GiB free (${Math.round(share * 100)} %)`
  if (free < gibibyte) return fail('disk', detail, advice)
  return share < 0.1 ? warn('disk', detail, advice) : ok('disk', detail)
}

async function statOfNearest(directory: string) {
  try {
    return await statfs(directory)
  } catch (error) {
    const parent = dirname(directory)
    if (parent === directory) throw error
    return statOfNearest(parent)
  }
}
