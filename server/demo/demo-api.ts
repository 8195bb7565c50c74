/** A client of the service over HTTP, authenticated as one of the demo people. */
export interface DemoApi {
  as(person: string): <Data>(query: string, variables?: object) => Promise<Data>
}

export const openDemoApi = (api: string, token: (person: string) => Promise<string>): DemoApi => ({
  as:
    person =>
    async <Data>(query: string, variables: object = {}) => {
      const response = await fetch(`${api}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(person)}` },
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] }
      if (errors) throw new Error(`${errors.map(({ message }) => message).join('; ')} in ${query}`)
      return data
    },
})

/** Runs a mutation whose field is aliased `outcome`. Throws on a refusal, because the story needs every step. */
export async function outcomeOf<Payload>(
  api: DemoApi,
  person: string,
  mutation: string,
  variables: object,
): Promise<Payload> {
  const { outcome } = await api.as(person)<{ outcome: Payload & { code?: string; message?: string } }>(
    mutation,
    variables,
  )
  if (outcome.code) throw new Error(`${outcome.code}: ${outcome.message} in ${mutation}`)
  return outcome
}

export async function enrollmentToken(api: DemoApi, uses: number): Promise<string> {
  const { token } = await outcomeOf<{ token: string }>(
    api,
    'ada',
    `mutation ($uses: Int!) { outcome: createEnrollmentToken(input: { uses: $uses }) {
      ... on CreateEnrollmentTokenPayload { token } ... on UserError { code message } } }`,
    { uses },
  )
  return token
}

export interface DemoDevice {
  readonly id: string
  readonly rawId: string
  readonly hostname: string
}

export async function allDevices(api: DemoApi): Promise<readonly DemoDevice[]> {
  const { devices } = await api.as('alice')<{ devices: { edges: { readonly node: DemoDevice }[] } }>(
    '{ devices(first: 100) { edges { node { id rawId hostname } } } }',
  )
  return devices.edges.map(({ node }) => node)
}

/** Whether an earlier start of the demo has already created the story's data. */
export async function hasHistory(api: DemoApi): Promise<boolean> {
  const { actions } = await api.as('alice')<{ actions: { edges: unknown[] } }>(
    '{ actions(first: 1) { edges { cursor } } }',
  )
  return actions.edges.length > 0
}
