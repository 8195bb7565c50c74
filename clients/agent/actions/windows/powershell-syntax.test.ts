import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Node, Parser as TreeSitterParser } from '@vscode/tree-sitter-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import documented from './documented-cmdlets.json' with { type: 'json' }

// These tests don't run on Windows. They check against a grammar and the documentation of Windows PowerShell
// 5.1.
const require = createRequire(import.meta.url)
const library = '@vscode/tree-sitter-wasm/wasm'
let parser: TreeSitterParser
beforeAll(async () => {
  const { Parser, Language } = require(`${library}/tree-sitter.js`)
  await Parser.init({ locateFile: () => require.resolve(`${library}/tree-sitter.wasm`) })
  parser = new Parser()
  parser.setLanguage(await Language.load(require.resolve(`${library}/tree-sitter-powershell.wasm`)))
})

const GOLDEN = new URL('./golden/', import.meta.url)
/** Every PowerShell program of the agent. Other golden files hold command lines of other programs. */
const programs = readdirSync(GOLDEN)
  .map(name => [name, programIn(readFileSync(new URL(name, GOLDEN), 'utf8'))] as const)
  .filter((entry): entry is [string, string] => entry[1] !== null)

/** The text between the command line and the data on standard input. */
function programIn(golden: string): string | null {
  const program = golden.split('(below)\n\n')[1]
  return program?.slice(0, program.lastIndexOf('\n\n')) ?? null
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) if (child !== null) yield* nodesOf(child)
}

const parsed = (program: string): Node[] => {
  const tree = parser.parse(program)
  if (tree === null) throw new Error('not parsed')
  return [...nodesOf(tree.rootNode)]
}

const faultsIn = (program: string) =>
  parsed(program)
    .filter(node => node.isError || node.isMissing)
    .map(({ startPosition, text }) => `line ${startPosition.row + 1}: ${text.slice(0, 60)}`)

test('finds the programs', () => expect(programs.length).toBeGreaterThan(15))

test('detects a syntax error', () => {
  for (const wrong of ['if ($x { }', "Get-Item 'a", 'foreach ($a in $b) { ', '@{ a = 1'])
    expect(faultsIn(wrong)).not.toEqual([])
})

describe.each(programs)('%s', (_name, program) => {
  test('parses as PowerShell', () => expect(faultsIn(program)).toEqual([]))

  test('uses only documented cmdlets and parameters', () => {
    const nodes = parsed(program)
    const own = nodes.filter(({ type }) => type === 'function_name').map(({ text }) => text)
    const cmdlets: Readonly<Record<string, readonly string[]>> = documented
    for (const command of nodes.filter(({ type }) => type === 'command')) {
      const name = command.childForFieldName('command_name')?.text
      // `&` calls a program by its full path.
      if (name === undefined || name.startsWith('"') || own.includes(name)) continue
      expect(Object.keys(cmdlets)).toContain(name)
      for (const parameter of parametersOf(command))
        expect([...(cmdlets[name] ?? []), 'ErrorAction'], `${name} -${parameter}`).toContain(parameter)
    }
  })
})

/** Excludes parameters of commands nested in the arguments. */
function parametersOf(node: Node): string[] {
  return node.children.flatMap(child => {
    if (child === null || child.type === 'command') return []
    if (child.type === 'command_parameter') return [child.text.replace(/^-|:$/g, '')]
    return parametersOf(child)
  })
}
