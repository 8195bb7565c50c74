import { Button, type ButtonProps } from '@mantine/core'
import { type ComponentPropsWithRef, lazy, Suspense, useState } from 'react'
import { useViewer } from '../session/viewer.tsx'
import { prefetch } from './lazy-screen.tsx'

const load = () => import('./viewer-menu.tsx').then(({ ViewerMenu }) => ({ default: ViewerMenu }))
prefetch(load)
const ViewerMenu = lazy(load)

type ViewerButtonProps = ButtonProps & ComponentPropsWithRef<'button'>

export const ViewerButton = (props: ViewerButtonProps) => (
  <Button {...props} variant="subtle" size="compact-sm" c="var(--mantine-color-text)" className="viewer">
    {useViewer().name}
  </Button>
)

/** Opens the person's menu, whose code is fetched when the browser is idle or at the first click. */
export function Viewer() {
  const [isWanted, setWanted] = useState(false)
  const button = <ViewerButton aria-haspopup="menu" onClick={() => setWanted(true)} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <ViewerMenu />
    </Suspense>
  )
}
