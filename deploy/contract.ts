// Compares docs/contract, the part of the contract that this commit serves, with the full contract.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BreakingChange, BreakingChangeType, buildSchema, findBreakingChanges } from 'graphql'

const documents = ['device-protocol.md', 'service.md']

const removals: ReadonlySet<BreakingChangeType> = new Set([
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.DIRECTIVE_ARG_REMOVED,
  BreakingChangeType.DIRECTIVE_REMOVED,
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.IMPLEMENTED_INTERFACE_REMOVED,
  BreakingChangeType.TYPE_REMOVED,
  BreakingChangeType.TYPE_REMOVED_FROM_UNION,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
])

/**
 * Compares two schemas given as SDL text. Each entry of the result describes one schema element:
 * - `contradictions`: served in a way that would break a client of the contract;
 * - `additions`: served beyond the contract;
 * - `missing`: promised by the contract and not served yet.
 */
export function compareSchemas(copySdl: string, contractSdl: string) {
  const copy = buildSchema(copySdl)
  const contract = buildSchema(contractSdl)
  const fromCopy = findBreakingChanges(copy, contract)
  const fromContract = findBreakingChanges(contract, copy)
  const isRemoval = ({ type }: BreakingChange) => removals.has(type)
  const describe = ({ description }: BreakingChange) =>
    description.replace(' was removed', '').replace(/\.$/, '')
  return {
    // A changed type breaks clients in at least one of the two directions.
    contradictions: [...fromCopy, ...fromContract].filter(change => !isRemoval(change)).map(describe),
    additions: fromCopy.filter(isRemoval).map(describe),
    missing: fromContract.filter(isRemoval).map(describe),
  }
}

/** The lines (paragraphs and table rows) of `contract` that are missing in `copy`. */
export function missingLines(copy: string, contract: string): string[] {
  const served = new Set(copy.split('\n'))
  return contract.split('\n').filter(line => line.trim() !== '' && !served.has(line))
}

/** Prints the differences between the directories `copy` and `contract`. False if the copy contradicts the contract. */
function check(copy: string, contract: string): boolean {
  if (!existsSync(contract)) return true
  const read = (directory: string, name: string) => readFileSync(join(directory, name), 'utf8')
  const schemas = [copy, contract].map(directory => read(directory, 'schema.graphql')) as [string, string]
  const { contradictions, missing } = compareSchemas(...schemas)
  for (const contradiction of contradictions)
    console.log(`docs/contract/schema.graphql contradicts the contract: ${contradiction}`)
  const unserved = [
    ...missing.map(element => `schema.graphql: ${element}`),
    ...documents.flatMap(name =>
      missingLines(read(copy, name), read(contract, name)).map(line => `${name}: ${line.slice(0, 100)}`),
    ),
  ]
  if (unserved.length === 0) console.log('The whole contract is served.')
  else console.log(`Not served yet (${unserved.length}):\n${unserved.map(line => `  ${line}`).join('\n')}`)
  return contradictions.length === 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, '..')
  process.exitCode = check(join(root, 'docs', 'contract'), join(root, '..', 'shared', 'contract')) ? 0 : 1
}
