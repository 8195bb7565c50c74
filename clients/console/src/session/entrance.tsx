import { t } from '@lingui/core/macro'
import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { chosenLanguage, speak } from '../language/language.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { begin, type SignIn, signIn } from './oidc.ts'

const Console = lazy(() => import('../console.tsx').then(({ Console }) => ({ default: Console })))

type State =
  | { readonly at: 'door' }
  | { readonly at: 'failed'; readonly message: string }
  | { readonly at: 'in'; readonly configuration: Configuration; readonly answer: SignIn }

/** Signs in, and fetches the console's code meanwhile. */
export function Entrance() {
  const [state, setState] = useState<State>({ at: 'door' })
  const [isExpired, setExpired] = useState(false)
  useEffect(() => {
    import('../console.tsx')
    void enter(setExpired).then(setState)
  }, [])

  switch (state.at) {
    case 'door':
      return <Waiting />
    case 'failed':
      return (
        <Door title={t`Sign-in is not available`}>
          <Text size="sm" c="dimmed">
            {state.message}
          </Text>
          <Button onClick={() => location.reload()}>{t`Try again`}</Button>
        </Door>
      )
    case 'in': {
      const { answer, configuration } = state
      if (answer.kind === 'handed-over')
        return <Door title={t`You are signed in`}>{t`Close this window to return to the console.`}</Door>
      if (answer.kind === 'signed-out')
        return (
          <Door title={answer.why === null ? t`You are signed out` : t`You were not signed in`}>
            {answer.why !== null && <Text size="sm">{answer.why}</Text>}
            <Button onClick={() => void signIn(configuration)}>{t`Sign in`}</Button>
          </Door>
        )
      return (
        <Suspense fallback={<Waiting />}>
          <Console session={answer.session} isExpired={isExpired} />
        </Suspense>
      )
    }
  }
}

/** Once per page, because the issuer's answer can be used only once. */
let entering: Promise<State> | undefined
function enter(onExpired: (isExpired: boolean) => void): Promise<State> {
  entering ??= (async () => {
    try {
      const [configuration] = await Promise.all([readConfiguration(), speak(chosenLanguage())])
      return { at: 'in', configuration, answer: await begin({ configuration, onExpired }) } as const
    } catch (error) {
      return { at: 'failed', message: error instanceof Error ? error.message : String(error) } as const
    }
  })()
  return entering
}

/** Looks like the placeholder in index.html. */
const Waiting = () => (
  <div className="starting" role="status" aria-busy="true">
    <img src="/icon.svg" width={40} height={40} alt="Defend" />
    <Loader size="sm" />
  </div>
)

const Door = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <Center h="100vh" component="main">
    <Stack align="center" gap="sm" className="panel" p="xl" miw={320}>
      <img src="/icon.svg" width={40} height={40} alt="" />
      <Title order={1}>{title}</Title>
      {children}
    </Stack>
  </Center>
)
