// Installs missing packages, and prints nothing if there are none. Plain JavaScript without dependencies, because it
// runs before node_modules exists. Messages go to standard error; standard output belongs to the service.
//
//   node deploy/install.mjs [--with redis|console|chromium|nftables|iproute2|python]…
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lowestNode = [20, 19]

/** Packages that npm cannot install. A package counts as installed if one entry of `find` exists: a program on PATH or a file. */
const systemPackages = {
  redis: {
    name: 'a Redis server',
    // Debian's redis-tools contains the server's binary as redis-check-rdb and does not start a daemon.
    find: ['redis-server', 'valkey-server', 'redis-check-rdb'],
    debian: ['redis-tools'],
    brew: ['redis'],
    unless: 'REDIS_URL',
  },
  chromium: {
    name: 'Chromium',
    find: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: ['chromium'],
    brew: ['--cask', 'chromium'],
    unless: 'DEFEND_CHROMIUM',
    without: 'the tests that need a browser will be skipped',
  },
  nftables: {
    name: 'nftables',
    find: ['nft'],
    debian: ['nftables'],
    linuxOnly: true,
    without: "the tests of the agent's network rules will be skipped",
  },
  iproute2: {
    name: 'iproute2',
    find: ['ip'],
    debian: ['iproute2'],
    linuxOnly: true,
    without: "the tests of the agent's network rules will be skipped",
  },
  python: {
    name: "the Python client's packages",
    find: ['/usr/lib/python3/dist-packages/httpx/__init__.py'],
    debian: ['python3-httpx', 'python3-websockets', 'mypy'],
    linuxOnly: true,
    without: 'the tests of the Python client will be skipped',
  },
}

const say = line => process.stderr.write(`${line}\n`)

class Refusal extends Error {}

async function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < lowestNode[0] || (major === lowestNode[0] && minor < lowestNode[1])) {
    throw new Refusal(`Node.js must be ${lowestNode.join('.')} or newer; this is ${process.versions.node}`)
  }
  const parts = wantedParts(process.argv.slice(2))
  const wanted = parts
    .filter(part => part !== 'console')
    .map(part => systemPackages[part])
    .filter(isMissing)
  const consoleIsStale = () => parts.includes('console') && builtConsole() !== consoleStamp()
  if (!npmIsStale() && !prismaIsStale() && !consoleIsStale() && wanted.length === 0) return
  await oneAtATime(async () => {
    if (npmIsStale()) await installNpmPackages()
    if (prismaIsStale()) await generatePrismaClient()
    if (consoleIsStale()) await buildConsole()
    for (const wantedPackage of wanted.filter(isMissing))
      await installSystemPackage(wantedPackage).catch(error => {
        if (!(error instanceof Refusal) || !wantedPackage.without) throw error
        say(`${error.message}\nWithout it, ${wantedPackage.without}.`)
      })
  })
}

function wantedParts(argv) {
  const known = [...Object.keys(systemPackages), 'console']
  const parts = argv.filter((_, index) => index % 2 === 1)
  const isUsage =
    argv.length % 2 === 0 &&
    argv.every((one, index) => (index % 2 === 0 ? one === '--with' : known.includes(one)))
  if (!isUsage) throw new Refusal(`usage: node deploy/install.mjs [--with ${known.join('|')}]…`)
  return parts
}

// npm packages. They are up to date if the stamp file contains the lock file's hash. Without a stamp, npm's own record of
// installed packages decides.

const stampFile = join(root, 'node_modules', '.installed.json')
const lockFile = join(root, 'package-lock.json')
const hashOf = path => createHash('sha256').update(readFileSync(path)).digest('hex')
const stamped = () => readJson(stampFile) ?? {}
const stamp = entries => writeFileSync(stampFile, JSON.stringify({ ...stamped(), ...entries }))

function npmIsStale() {
  const lock = hashOf(lockFile)
  if (stamped().lock === lock) return false
  if (!npmInstalledAll()) return true
  if (mayWrite(dirname(stampFile))) stamp({ lock })
  return false
}

/**
 * Compares the lock file with npm's record and with the installed packages. The record alone is not enough, because
 * `--package-lock-only` writes it without installing anything.
 */
function npmInstalledAll() {
  const recorded = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!recorded) return false
  const isOptional = ({ optional, devOptional }) => optional || devOptional
  return Object.entries(readJson(lockFile).packages).every(([path, wanted]) => {
    if (path === '') return true
    if (!recorded[path]) return isOptional(wanted)
    const found = readJson(join(root, path, 'package.json'))
    return found !== null && (wanted.link || found.version === wanted.version)
  })
}

async function installNpmPackages() {
  mustWrite(root)
  const [file, ...args] = npmCommand()
  const { PRISMA_SCHEMA_ENGINE_BINARY = process.execPath } = process.env // with any file here, the postinstall script downloads nothing
  await run(
    'npm packages',
    file,
    // Running from source needs the development packages, regardless of NODE_ENV. `dist/` needs no packages.
    [...args, 'ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      PRISMA_SCHEMA_ENGINE_BINARY,
    },
  )
  stamp({ lock: hashOf(lockFile) })
}

/** The npm that started this script, or else the one on PATH. */
function npmCommand() {
  const script = process.env.npm_execpath
  return script?.endsWith('.js') && script.includes('npm') ? [process.execPath, script] : ['npm']
}

// The Prisma client, generated from the schema.

const schemaFile = join(root, 'prisma', 'schema.prisma')

function prismaIsStale() {
  if (!existsSync(schemaFile)) return false
  return !existsSync(join(root, 'prisma', 'generated')) || stamped().schema !== schemaStamp()
}

/** The generated client depends on the schema and on the Prisma version. */
const schemaStamp = () =>
  `${readJson(join(root, 'node_modules', 'prisma', 'package.json'))?.version} ${hashOf(schemaFile)}`

async function generatePrismaClient() {
  mustWrite(join(root, 'prisma'))
  const prisma = join(root, 'node_modules', 'prisma', 'build', 'index.js')
  // `prisma generate` downloads an engine that it does not need, unless this variable is set to a file.
  const { PRISMA_SCHEMA_ENGINE_BINARY = process.execPath } = process.env
  await run(
    'the Prisma client',
    process.execPath,
    [prisma, 'generate', '--schema', schemaFile, '--no-hints'],
    {
      PRISMA_SCHEMA_ENGINE_BINARY,
      // Prisma's generators are in node_modules/.bin, which only npm adds to PATH.
      PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  )
  stamp({ schema: schemaStamp() })
}

// The console, built from its own sources and the SDK's.

const consoleFolder = join(root, 'clients', 'console')
const consoleStampFile = join(consoleFolder, 'dist', '.built.json')
const builtConsole = () => readJson(consoleStampFile)?.sources ?? null

function consoleStamp() {
  if (!existsSync(consoleFolder)) return null
  const hash = createHash('sha256').update(hashOf(lockFile))
  for (const folder of [consoleFolder, join(root, 'clients', 'sdk')])
    for (const path of sourcesIn(folder)) hash.update(`${relative(root, path)}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

const sourcesIn = folder =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules', 'screenshots'].includes(name) && !name.includes('.test.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? sourcesIn(path) : [path]
    })

async function buildConsole() {
  mustWrite(consoleFolder)
  const sources = consoleStamp()
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  await run('the console', process.execPath, [vite, 'build', consoleFolder, '--logLevel', 'warn'])
  writeFileSync(consoleStampFile, JSON.stringify({ sources }))
}

// System packages.

const onPath = name =>
  (process.env.PATH ?? '').split(delimiter).some(directory => {
    const path = join(directory, name)
    return may(path, constants.X_OK) && statSync(path).isFile()
  })

const isMissing = ({ find, unless, linuxOnly }) =>
  !(linuxOnly && process.platform !== 'linux') && !process.env[unless] && !find.some(isFound)

const isFound = find => (find.startsWith('/') ? existsSync(find) : onPath(find))

async function installSystemPackage({ name, find, debian, brew, unless }) {
  const isRoot = process.getuid?.() === 0
  if (process.platform === 'darwin' && onPath('brew') && !isRoot) {
    await run(name, 'brew', ['install', ...brew])
  } else if (onPath('apt-get')) {
    const line = ['apt-get', 'install', '-y', '--no-install-recommends', ...debian]
    const maySudo =
      !isRoot && onPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    if (!isRoot && !maySudo)
      throw new Refusal(`${name} is missing. Install it and try again:\n  sudo ${line.join(' ')}`)
    await aptInstall(name, maySudo ? ['sudo', '-n'] : [], line)
  } else {
    const line =
      process.platform === 'darwin'
        ? `brew install ${brew.join(' ')}`
        : `install ${find[0]} with your system's package manager`
    const alternative = unless ? ` or set ${unless}` : ''
    throw new Refusal(`${name} is missing. Install it${alternative}, and try again:\n  ${line}`)
  }
  if (!find.some(isFound)) throw new Refusal(`${name} was installed, but ${find.join(', ')} cannot be found`)
}

async function aptInstall(name, prefix, [apt, ...args]) {
  const aptGet = aptArgs => {
    const [file, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      apt,
      '-q',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...aptArgs,
    ]
    return run(name, file, rest)
  }
  // A fresh machine or container has no package lists yet.
  await aptGet(args).catch(async () => {
    await aptGet(['update'])
    await aptGet(args)
  })
}

// Shared functions.

/** Runs a command that installs `name` and prints the progress. Prints the command's output only if it fails. */
function run(name, file, args, env = {}) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  say(`Installing ${name} …`)
  const progress = setInterval(() => say(`  … ${seconds()}`), 5_000)
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    process.once('exit', () => child.kill())
    let output = ''
    const collect = chunk => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', error => reject(new Refusal(`cannot run ${file}: ${error.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(say(`Installed ${name} (${seconds()})`))
      reject(
        new Refusal(
          `${output.trimEnd()}\n${name}: \`${[file, ...args].join(' ')}\` exited with ${signal ?? code}`,
        ),
      )
    })
  }).finally(() => clearInterval(progress))
}

/**
 * Makes concurrent runs wait for each other. The running one touches the lock file every second, so that the lock of a
 * killed process becomes stale.
 */
async function oneAtATime(work) {
  mustWrite(root)
  const path = join(root, '.install.lock')
  let isAnnounced = false
  while (!tryCreate(path)) {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
    if (Date.now() - mtimeMs > 15_000) rmSync(path, { force: true })
    else if (!isAnnounced) say('Waiting for another installation of this project …')
    isAnnounced = true
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  const touch = setInterval(() => utimesSync(path, new Date(), new Date()), 1_000)
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  try {
    await work()
  } finally {
    clearInterval(touch)
    release()
  }
}

function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function mustWrite(path) {
  if (mayWrite(path)) return
  throw new Refusal(
    `cannot write to ${path}, where packages must be installed: run this once as its owner, or copy the project to a directory that you own`,
  )
}

const mayWrite = path => may(path, constants.W_OK)

function may(path, mode) {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

await main().catch(error => {
  say(error instanceof Refusal ? error.message : String(error.stack))
  process.exit(1)
})
