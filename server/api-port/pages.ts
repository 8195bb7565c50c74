import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export interface Page {
  readonly html: string
  readonly headers: Record<string, string>
  /** The compressed page, computed once. */
  gzipped(): Promise<Buffer>
}

const compress = promisify(gzip)

function page(html: string, policy: string): Page {
  let compressed: Promise<Buffer> | undefined
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ${policy}`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    gzipped: () => {
      compressed ??= compress(html)
      return compressed
    },
  }
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** GraphiQL as a self-contained page: it runs only its own script and calls only this server. */
export async function graphiqlPage(): Promise<Page> {
  // Nine megabytes, which would delay the start.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const html = renderGraphiQL({
    title: 'Defend · GraphiQL',
    endpoint: '/graphql',
    subscriptionsProtocol: 'SSE',
    defaultEditorToolsVisibility: 'headers',
    headers: '{ "authorization": "Bearer <token>" }',
    defaultQuery: `# Put a token into the headers below, then fetch the schema again (the arrows on the left).
{
  viewer {
    ... on Analyst {
      name
      roles
    }
  }
}
`,
  })
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? ''
  return page(
    html,
    [
      `script-src ${hashOf(script)}`,
      'worker-src blob:',
      // The editor adds inline styles at run time.
      `style-src 'unsafe-inline'`,
      'font-src data:',
      `img-src 'self' data:`,
      `connect-src 'self'`,
    ].join('; '),
  )
}

const style = 'body{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}'

export const frontPage = (): Page =>
  page(
    `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Defend</title>
<style>${style}</style>
<h1>Defend</h1>
<p>Response actions on devices, over GraphQL.</p>
<ul>
<li><a href="/graphql">GraphiQL</a>: try the API (needs a bearer token)</li>
<li><a href="/health/ready">Ready?</a> · <a href="/health/live">Alive?</a> · <a href="/metrics">Metrics</a></li>
</ul>
</html>
`,
    `style-src ${hashOf(style)}`,
  )
