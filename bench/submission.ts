const mutation = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { rawId } } ... on UserError { message } } }`

/** The body of a request that submits a kill, which no second person has to approve. */
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

/** The raw id of what was submitted. */
export function submittedIn(answer: string): string {
  const id = /"rawId":"([^"]+)"/.exec(answer)?.[1]
  if (id === undefined) throw new Error(`not submitted: ${answer}`)
  return id
}
