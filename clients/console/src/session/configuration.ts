/** Where to sign in, as configured in the service's environment. */
export interface Configuration {
  readonly issuer: string
  readonly clientId: string
}

export async function readConfiguration(): Promise<Configuration> {
  const response = await fetch('/console/config.json')
  if (!response.ok) throw new Error(`/console/config.json answered ${response.status}`)
  return (await response.json()) as Configuration
}
