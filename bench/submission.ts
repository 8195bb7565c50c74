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
        justification: 'It is a measurement of the whole way',
      },
    },
  })

/** The submitted action's raw id. */
export function submittedIn(answer: string): string {
  const id = /"rawId":"([^"]+)"/.exec(answer)?.[1]
  if (id === undefined) throw new Error(`not submitted: ${answer}`)
  return id
}
