const mutation = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { rawId } } ... on UserError { message } } }`

/** The request body that submits a KILL_PROCESS, which needs no approval. */
export const submission = (deviceId: string, pid: number): string =>
  JSON.stringify({
    query: mutation,
    variables: {
      input: {
        deviceId,
        action: { killProcess: { pid, processName: 'xmrig' } },
        justification: 'A benchmark from end to end',
      },
    },
  })

/** The raw id of the submitted action. */
export function submittedIn(response: string): string {
  const id = /"rawId":"([^"]+)"/.exec(response)?.[1]
  if (id === undefined) throw new Error(`not submitted: ${response}`)
  return id
}
