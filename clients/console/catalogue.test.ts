import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { getConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'
import { expect, test } from 'vitest'
import { untranslatedIn } from './untranslated.ts'

const folder = fileURLToPath(new URL('./src/', import.meta.url))
const linguiConfig = getConfig({ configPath: fileURLToPath(new URL('./lingui.config.ts', import.meta.url)) })

/** Texts that are the same in every language: evidence for other parties, CSS and search parameters. */
const unspoken = /investigation\/evidence-bundle\.ts$|ui\/theme\.ts$|api\/|shell\/shortcuts\.ts$/

const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /(?<!\.test|\.d)\.tsx?$/.test(entry.name))
  .map(({ parentPath, name }) => `${parentPath}/${name}`)

/** The ids of the texts that a source file uses. */
async function idsIn(file: string): Promise<string[]> {
  const source = readFileSync(file, 'utf8')
  if (!source.includes('/macro')) return []
  const result = await transformAsync(source, {
    filename: file,
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [[macros, { linguiConfig }]],
  })
  return [...(result?.code ?? '').matchAll(/\/\*i18n\*\/\s*\{\s*id: "([^"]+)"/g)].map(([, id = '']) => id)
}

const read = async (locale: string) =>
  formatter().parse(readFileSync(new URL(`./locales/${locale}.po`, import.meta.url), 'utf8'), {
    locale,
    sourceLocale: 'en',
    filename: `${locale}.po`,
  })

test('every text on the screen is in the catalogue', () => {
  const left = sources
    .filter(file => !unspoken.test(file))
    .flatMap(file => untranslatedIn(file.slice(folder.length), readFileSync(file, 'utf8')))
  expect(left).toEqual([])
})

test('the catalogues have exactly the texts of the sources; npm run texts updates them', async () => {
  const used = new Set((await Promise.all(sources.map(idsIn))).flat())
  for (const locale of linguiConfig.locales)
    expect(Object.keys(await read(locale)).sort(), locale).toEqual([...used].sort())
})

test('no text lacks a translation, and translations have the same placeholders', async () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+(?=[,}])|<\d+/g) ?? [])].sort()
  for (const locale of linguiConfig.locales.filter(locale => locale !== 'en'))
    for (const [id, { message = '', translation }] of Object.entries(await read(locale))) {
      expect(translation, `${locale} ${id}: ${message}`).toBeTruthy()
      expect(placeholders(String(translation)), `${locale}: ${message}`).toEqual(placeholders(message))
    }
})

test('every value of the enums that screens show has a word', async () => {
  const { codeWords } = await import('./src/ui/code-words.ts')
  const { buildSchema, isEnumType } = createRequire(import.meta.url)('graphql') as typeof import('graphql')
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'))
  const shown = [
    'Severity',
    'DetectionStatus',
    'ActionOrigin',
    'Decision',
    'CancellationReason',
    'FailureCode',
  ]
    .concat(['ArtifactKind', 'ForensicArtifact', 'Role', 'Weekday', 'AuditEventKind'])
    .flatMap(name => {
      const type = schema.getType(name)
      return isEnumType(type) ? type.getValues().map(value => value.name) : [`${name} is missing`]
    })
  expect(shown.filter(value => !(value in codeWords))).toEqual([])
})
