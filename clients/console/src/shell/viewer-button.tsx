import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'
import { useViewer } from '../session/viewer.tsx'

/** Opens the person's menu. */
export const ViewerButton = (props: ButtonProps & ComponentPropsWithRef<'button'>) => (
  <Button {...props} variant="subtle" size="compact-sm" c="var(--mantine-color-text)" className="viewer">
    {useViewer().name}
  </Button>
)
