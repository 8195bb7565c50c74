import { createContext, useContext, useEffect, useEffectEvent } from 'react'
import type { DefendClient as Sdk } from '../../../sdk/client.ts'
import type { TypedText } from '../../../sdk/typed-document.ts'

export const SdkContext = createContext<Sdk | null>(null)

export function useSdk(): Sdk {
  const sdk = useContext(SdkContext)
  if (!sdk) throw new Error('outside of SdkContext')
  return sdk
}

/** Calls back for each event while the component is mounted, and resumes after lost connections. */
export function useSubscription<Result, Variables extends object>(
  document: TypedText<Result, Variables>,
  variables: Variables,
  onEvent: (event: Result) => void,
): void {
  const sdk = useSdk()
  const tell = useEffectEvent(onEvent)
  const content = JSON.stringify(variables)
  useEffect(() => {
    const leaving = new AbortController()
    void (async () => {
      for await (const event of sdk.subscribe(document, JSON.parse(content) as Variables, {
        signal: leaving.signal,
      }))
        tell(event)
    })().catch(() => {})
    return () => leaving.abort()
  }, [sdk, document, content])
}
