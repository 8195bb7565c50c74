import { readdir, readFile } from 'node:fs/promises'

/** Milliseconds of one tick in /proc/<pid>/stat: USER_HZ is 100 on every Linux platform that Node supports. */
const tick = 10

interface Process {
  readonly pid: number
  readonly parent: number
  readonly name: string
  /** User and system time in milliseconds, including that of its exited children. */
  readonly cpu: number
}

/** CPU time in milliseconds by program. */
export interface CpuTimes {
  readonly service: number
  readonly postgres: number
  readonly redis: number
  readonly devices: number
  readonly load: number
}

/** The CPU time of the service, of the servers that it started, of the devices' process, and of this load generator. */
export async function cpuTimes(service: number, devices: number): Promise<CpuTimes> {
  const processes = await readProcesses()
  const children = descendants(processes, service)
  const sum = (matches: (name: string) => boolean) =>
    children.filter(({ name }) => matches(name)).reduce((total, { cpu }) => total + cpu, 0)
  return {
    service: await cpuOf(service),
    postgres: sum(name => name.startsWith('postgres')),
    redis: sum(name => name.startsWith('redis')),
    devices: await cpuOf(devices),
    load: await cpuOf(process.pid),
  }
}

/** The CPU time of all threads of a process in milliseconds, without its children. */
export async function cpuOf(pid: number): Promise<number> {
  const fields = fieldsOf(await readFile(`/proc/${pid}/stat`, 'utf8'))
  return tick * (Number(fields[11]) + Number(fields[12]))
}

async function readProcesses(): Promise<Process[]> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const read = names.map(async (name): Promise<Process[]> => {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)
    if (stat === null) return []
    const fields = fieldsOf(stat)
    const cpu = [11, 12, 13, 14].reduce((total, index) => total + tick * Number(fields[index]), 0)
    const program = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    return [{ pid: Number(name), parent: Number(fields[1]), name: program, cpu }]
  })
  return (await Promise.all(read)).flat()
}

/** The fields of /proc/<pid>/stat after the program's name, which may contain spaces. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ')

function descendants(processes: readonly Process[], root: number): Process[] {
  const children = processes.filter(({ parent }) => parent === root)
  return children.flatMap(child => [child, ...descendants(processes, child.pid)])
}
