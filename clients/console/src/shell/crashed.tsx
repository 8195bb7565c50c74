import { Trans } from '@lingui/react/macro'
import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'

/** Replaces a screen that threw, so that a bug in one screen does not break the console. */
export const Crashed = ({ error, reset }: ErrorComponentProps) => (
  <Center p="xl" role="alert">
    <Stack gap="xs" align="center" maw={480}>
      <Title order={1}>
        <Trans>This screen has failed</Trans>
      </Title>
      <Text size="sm" c="dimmed" ta="center">
        {error instanceof Error ? error.message : String(error)}
      </Text>
      <Button onClick={reset}>
        <Trans>Try again</Trans>
      </Button>
      <Link to="/">
        <Trans>Go to Live</Trans>
      </Link>
    </Stack>
  </Center>
)
