interface Running {
  readonly service: { readonly api: string; readonly device: string }
  readonly issuer: string
  readonly device: { readonly id: string; readonly hostname: string }
  /** Processes that wait to be killed. */
  readonly pids: readonly number[]
}

/** What to open, who to be and what to paste. */
export function guide({ service, issuer, device, pids }: Running): string {
  const { api } = service
  const curl = (person: string, query: string, variables?: object) =>
    `curl -s ${api}/graphql -H "authorization: Bearer $(curl -s '${issuer}/demo/token?person=${person}')" -H 'content-type: application/json' -d '${JSON.stringify({ query, ...(variables && { variables }) })}'`
  const elsewhere = api === 'http://127.0.0.1:4000' ? '' : ` --url ${api} --issuer ${issuer}`
  const login = `npm run -s cli -- login --as alice${elsewhere}`
  const kill = {
    input: {
      deviceId: device.id,
      action: { killProcess: { pid: pids[0], processName: 'sleep' } },
      justification: 'Trying out the demo',
    },
  }
  return `
Ready. Ctrl-C ends everything.

  Open      ${api}/            the console; sign in as one of these people
            ${api}/graphql     GraphiQL; put {"authorization": "Bearer <token>"} into Headers
  Be        alice or bob (analysts), ada (admin), vera (viewer), audrey (auditor), ines (integration):
            curl -s '${issuer}/demo/token?person=alice'
  Shell     ${login}, then npm run -s cli -- --help
  Devices   ${service.device} (mutual TLS); this machine is ${device.hostname}
  To kill   sleep processes ${pids.join(', ')}, which the demo started

Paste these:

1. Which devices are there?
${curl('vera', '{ devices(first: 5) { totalCount edges { node { hostname platform online } } } }')}

2. What was done, and by whom was it approved?
${curl('alice', '{ actions(first: 5) { edges { node { type status justification approvals { decision by { ... on Analyst { name } } } verification { status } } } } }')}

3. Kill process ${pids[0]} on ${device.hostname}: it is gone before you can look (try: ps ${pids[0]})
${curl('alice', 'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id rawId status } } ... on UserError { code message } } }', kill)}
`
}
