// `npm run schema` generates each client's generated/ from schema/schema.graphql and the client's documents/.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import * as types from '@graphql-codegen/typescript-operations'
import { formatDocument } from '@urql/core'
import {
  buildASTSchema,
  concatAST,
  type DocumentNode,
  type FragmentDefinitionNode,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { python } from './clients/python/codegen.ts'

interface Target {
  /** The folder of the client's documents. */
  readonly folder: URL
  readonly file: URL
  /** The module of `TypedText`, as an import specifier of the generated file. */
  readonly sdk: string
  /** Appended to the names of operations so that they do not collide with component names. */
  readonly suffix: string
}

const client = (name: string, sdk: string, suffix = ''): Target => ({
  folder: new URL(`./clients/${name}/documents/`, import.meta.url),
  file: new URL(`./clients/${name}/generated/documents.ts`, import.meta.url),
  sdk,
  suffix,
})
const targets: readonly Target[] = [
  client('sdk', '../typed-document.ts'),
  client('console', '../../sdk/typed-document.ts', 'Document'),
]

const schemaFile = new URL('./schema/schema.graphql', import.meta.url)
const read = (url: URL) => parse(readFileSync(url, 'utf8'))

/** The names of all fragments that the definition spreads, directly or indirectly. */
function fragmentsOf(node: OperationDefinitionNode | FragmentDefinitionNode, all: DocumentNode): Set<string> {
  const names = new Set<string>()
  visit(node, {
    FragmentSpread({ name: { value } }) {
      if (names.has(value)) return
      const fragment = all.definitions.find(
        definition => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === value,
      )
      if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error(`unknown fragment ${value}`)
      names.add(value)
      for (const name of fragmentsOf(fragment, all)) names.add(name)
    },
  })
  return names
}

/** Each operation of the documents, with the fragments that it needs. */
const operationsOf = (all: DocumentNode) =>
  all.definitions
    .filter(definition => definition.kind === Kind.OPERATION_DEFINITION)
    .map(operation => {
      const names = fragmentsOf(operation, all)
      const definitions = all.definitions.filter(
        definition =>
          definition === operation ||
          (definition.kind === Kind.FRAGMENT_DEFINITION && names.has(definition.name.value)),
      )
      return { operation, document: { kind: Kind.DOCUMENT, definitions } as const }
    })

const textOf = (document: DocumentNode) => stripIgnoredCharacters(print(document))

/** Exports each operation as text typed with its result and variables, so that the SDK parses no documents at run time. */
function documents(all: DocumentNode, { sdk, suffix }: Target): string {
  const texts = operationsOf(all).map(({ operation, document }) => {
    const name = operation.name?.value
    const type = `${name}${operation.operation[0]?.toUpperCase()}${operation.operation.slice(1)}`
    return `export const ${name}${suffix} = '${textOf(document)}' as TypedText<${type}, ${type}Variables>`
  })
  return [`import type { TypedText } from '${sdk}'`, ...texts].join('\n\n')
}

/** The types of a client's operations and of the part of the schema that they use. */
function generated(target: Target): Promise<string> {
  const { folder, file } = target
  const files = readdirSync(folder).sort()
  const all = files.map(name => ({ location: name, document: read(new URL(name, folder)) }))
  return codegen({
    filename: file.pathname,
    schema: read(schemaFile),
    documents: all,
    pluginMap: {
      types,
      documents: { plugin: () => documents(concatAST(all.map(({ document }) => document)), target) },
    },
    plugins: [{ types: {} }, { documents: {} }],
    config: {
      scalars: { ID: 'string', DateTime: 'string', LedgerCursor: 'string', JSON: 'unknown' },
      strictScalars: true,
      immutableTypes: true,
    },
  })
}

/**
 * The documents of our clients by the SHA-256 of their text, for `DEFEND_TRUSTED_DOCUMENTS_ONLY`. The console's cache adds
 * `__typename` to its documents, so both forms of them are listed.
 */
function trustedDocuments(): string {
  const texts = targets.flatMap(({ folder }) => {
    const all = concatAST(
      readdirSync(folder)
        .sort()
        .map(name => read(new URL(name, folder))),
    )
    return operationsOf(all).flatMap(({ document }) => [
      textOf(document),
      textOf(formatDocument<DocumentNode>(document) as DocumentNode),
    ])
  })
  const entries = [...new Set(texts)].map(text => [createHash('sha256').update(text).digest('hex'), text])
  return `${JSON.stringify(Object.fromEntries(entries.sort()), null, 2)}\n`
}

/** The members of each union and interface. The console's cache needs them to match fragments. */
function possibleTypes(): string {
  const schema = buildASTSchema(read(schemaFile))
  const members = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map(type => {
      const names = schema.getPossibleTypes(type).map(({ name }) => `'${name}'`)
      return `  ${type.name}: [${names.sort().join(', ')}],`
    })
  return ['export const possibleTypes = {', ...members.sort(), '} as const', ''].join('\n')
}

/** All generated files. */
export const outputs: readonly { readonly file: URL; readonly text: () => Promise<string> | string }[] = [
  ...targets.map(target => ({ file: target.file, text: () => generated(target) })),
  { file: new URL('./clients/console/generated/possible-types.ts', import.meta.url), text: possibleTypes },
  { file: new URL('./schema/trusted-documents.json', import.meta.url), text: trustedDocuments },
  python,
]

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const { file, text } of outputs) writeFileSync(file, await text())
