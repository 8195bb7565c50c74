import { fileURLToPath } from 'node:url'
import { transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { getConfig } from '@lingui/conf'
import type { Plugin } from 'vite'

const configPath = fileURLToPath(new URL('./lingui.config.ts', import.meta.url))

/** A Vite plugin that expands Lingui's macros, which mark the console's texts. Types and JSX are left for later plugins. */
export function linguiMacros(): Plugin {
  const linguiConfig = getConfig({ configPath })
  return {
    name: 'lingui-macros',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?$/, code: /@lingui\/(?:core|react)\/macro/ },
      async handler(code, id) {
        const result = await transformAsync(code, {
          filename: id,
          configFile: false,
          babelrc: false,
          sourceMaps: true,
          parserOpts: { plugins: ['typescript', 'jsx'] },
          // Without the texts in the code: the catalogue of each language has all of them.
          plugins: [[macros, { linguiConfig, stripMessageProp: true }]],
        })
        return result?.code ? { code: result.code, map: result.map ?? null } : null
      },
    },
  }
}
