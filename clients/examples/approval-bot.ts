// Posts actions that wait for approval to a Slack channel, where people decide with
// /defend approve|reject <id> <digest> [comment]. The bot watches with its own API key. It decides with the token of
// the person who typed the command (PEOPLE: a JSON file that maps Slack users to tokens), because service accounts
// cannot approve.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { createClient } from '../sdk/sdk.ts'

const { DEFEND_URL: url = 'http://127.0.0.1:4000', DEFEND_TOKEN: token = '', PORT = '4080' } = process.env
const { SLACK_WEBHOOK = '', SLACK_SIGNING_SECRET = '', PEOPLE = 'people.json' } = process.env

async function post(message: string): Promise<void> {
  const body = JSON.stringify({ text: message })
  await fetch(SLACK_WEBHOOK, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

async function decide(user: string, typed: string): Promise<string> {
  const [verb, actionId = '', digest = '', ...words] = typed.trim().split(/\s+/)
  if ((verb !== 'approve' && verb !== 'reject') || !digest)
    return 'Usage: approve|reject <id> <digest> [comment]'
  const personToken = JSON.parse(await readFile(PEOPLE, 'utf8'))[user]
  if (!personToken) return `There is no token for ${user}`
  const client = createClient({ url, token: personToken })
  const outcome = await client[verb]({ actionId, digest, comment: words.join(' ') || null })
  if (!outcome.ok) return `${outcome.error.code}: ${outcome.error.message}`
  return `${outcome.action.type} on ${outcome.action.device?.hostname} is ${outcome.action.status}`
}

/** Checks Slack's signature. A request older than five minutes may be a replay. */
function isSlack(timestamp: string, signature: string, body: string): boolean {
  const hmac = createHmac('sha256', SLACK_SIGNING_SECRET).update(`v0:${timestamp}:${body}`)
  const expected = `v0=${hmac.digest('hex')}`
  if (signature.length !== expected.length || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300)
    return false
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
}

const server = createServer(async (request, response) => {
  const body = await text(request)
  const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature } = request.headers
  if (!isSlack(String(timestamp), String(signature), body)) return void response.writeHead(401).end()
  const form = new URLSearchParams(body)
  const answer = await decide(form.get('user_name') ?? '', form.get('text') ?? '').catch(error =>
    String(error),
  )
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text: answer }))
})
server.listen(Number(PORT), '127.0.0.1', () =>
  console.log(`listening on ${JSON.stringify(server.address())}`),
)

const client = createClient({ url, token })
for await (const { event, action } of client.watch({ filter: { statuses: ['PENDING_APPROVAL'] } })) {
  if (event.kind !== 'ACTION_SUBMITTED') continue
  const { id, digest, type, device, justification, submittedBy } = action
  const submitter = 'name' in submittedBy ? submittedBy.name : `rule ${submittedBy.rule.name}`
  await post(
    `${submitter} wants ${type} on ${device?.hostname}: ${justification}\n/defend approve ${id} ${digest}`,
  )
}
