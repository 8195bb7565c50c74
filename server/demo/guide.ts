interface Running {
  readonly service: { readonly api: string; readonly device: string }
  readonly issuer: string
  readonly device: { readonly id: string; readonly hostname: string }
  /** Harmless processes for the visitor to kill. */
  readonly pids: readonly number[]
}

/** The demo's printed guide: addresses, people, a tour of three minutes, and commands to paste. */
export function guide({ service, issuer, device, pids }: Running): string {
  const { api } = service
  const curl = (person: string, query: string, variables?: object) =>
    `curl -s ${api}/graphql -H "authorization: Bearer $(curl -s '${issuer}/demo/token?person=${person}')" -H 'content-type: application/json' -d '${JSON.stringify({ query, ...(variables && { variables }) })}'`
  const elsewhere = api === 'http://127.0.0.1:4000' ? '' : ` --url ${api} --issuer ${issuer}`
  const cli = 'npm run -s cli --'
  const kill = {
    input: {
      deviceId: device.id,
      action: { killProcess: { pid: pids[0], processName: 'sleep' } },
      justification: 'Trying out the demo',
    },
  }
  return `
Ready. Ctrl-C ends everything.

  Console   ${api}/            sign in as bob
  GraphiQL  ${api}/graphql     put {"authorization": "Bearer <token>"} into Headers
  People    alice and bob (analysts), ada (admin), vera (viewer), audrey (auditor), ines (integration)
            token: curl -s '${issuer}/demo/token?person=bob'
  Shell     ${cli} login --as bob${elsewhere}, then ${cli} --help
  Devices   ${service.device} (mutual TLS); the real agent is ${device.hostname}
  To kill   sleep processes ${pids.join(', ')}, which the demo started

An attack is in progress: ransomware came by mail to ws-fin-03 and has reached eight hosts. Three minutes, as bob:

  0:00  Live            srv-file-01 encrypted files; auto-response isolated it within a second.
  0:20  Approvals       Alice wants to isolate srv-jump-01 and to quarantine a file on srv-build-01.
                        Read what would happen, approve one, and watch it complete and verify itself.
  1:00  Investigations  "Ransomware spreading from ws-fin-03": the graph shows how the attacker moved.
                        Select several hosts in it and isolate them together; that needs Alice's approval.
  1:40  History         The kill on ws-fin-01 failed its verification: the process came back.
  2:00  Bulk            A block goes out in a rollout. It waits for its canary lt-sales-01, which is away.
  2:20  Containment     srv-web-02 was told to block 203.0.113.66, and its report lacks that block.
                        Open the device and type help into its command line.
  2:40  Compliance      Verify the ledger yourself: ${cli} audit verify (as audrey)

Paste these:

1. Which devices are there?
${curl('vera', '{ devices(first: 5) { totalCount edges { node { hostname platform online } } } }')}

2. What was done, and who approved it?
${curl('alice', '{ actions(first: 5) { edges { node { type status justification approvals { decision by { ... on Analyst { name } } } verification { status } } } } }')}

3. Kill process ${pids[0]} on ${device.hostname}; check with ps ${pids[0]}
${curl('alice', 'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id rawId status } } ... on UserError { code message } } }', kill)}
`
}
