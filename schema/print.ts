import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { buildSchema } from './schema.ts'

export const schemaFile = new URL('./schema.graphql', import.meta.url)

/** The schema as SDL, sorted so that reordering the code does not change the file. */
export const printed = (): string => `${printSchema(lexicographicSortSchema(buildSchema()))}\n`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(schemaFile, printed())
