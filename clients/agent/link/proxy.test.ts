import { expect, test } from 'vitest'
import { BadUsage } from '../failures.ts'
import { proxyFor } from './proxy.ts'

const proxy = { host: 'proxy.example', port: 3128 }

test.each([
  [{}, null],
  [{ HTTPS_PROXY: '' }, null],
  [{ HTTPS_PROXY: 'http://proxy.example:3128' }, proxy],
  [{ https_proxy: 'http://proxy.example:3128/' }, proxy],
  [{ ALL_PROXY: 'proxy.example:3128' }, proxy],
  [{ HTTPS_PROXY: 'http://proxy.example:3128', ALL_PROXY: 'socks5://other' }, proxy],
  [{ HTTP_PROXY: 'http://proxy.example:3128' }, null],
  [{ HTTPS_PROXY: 'http://[2001:db8::1]' }, { host: '2001:db8::1', port: 80 }],
  [{ HTTPS_PROXY: 'http://us%40er:p%3Aw@proxy.example:3128' }, { ...proxy, credentials: 'us@er:p:w' }],
])('picks the proxy from %j', (environment, expected) => {
  expect(proxyFor('soc.example', environment)).toEqual(expected)
})

test.each([
  ['soc.example', true],
  ['.example', true],
  ['*.example', true],
  ['other, EXAMPLE', true],
  ['*', true],
  ['ample', false],
  ['other,', false],
])('NO_PROXY=%s makes the connection direct: %s', (NO_PROXY, direct) => {
  const found = proxyFor('soc.example', { HTTPS_PROXY: 'http://proxy.example:3128', NO_PROXY })
  expect(found).toEqual(direct ? null : proxy)
})

test.each(['socks5://proxy.example', 'https://user:secret@proxy.example', 'http://', 'http://a:secret'])(
  'the error for %s names the fault but not the password',
  url => {
    const findProxy = () => proxyFor('soc.example', { ALL_PROXY: url })
    expect(findProxy).toThrow(BadUsage)
    expect(findProxy).toThrow('ALL_PROXY: not the URL')
    expect(findProxy).not.toThrow('secret')
  },
)
