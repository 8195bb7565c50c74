import { lazy, Suspense, useState } from 'react'
import { prefetch } from './lazy-screen.tsx'
import { ViewerButton } from './viewer-button.tsx'

const load = () => import('./viewer-menu.tsx').then(({ ViewerMenu }) => ({ default: ViewerMenu }))
prefetch(load)
const ViewerMenu = lazy(load)

/** The person's menu, whose code is fetched when the browser is idle or at the first click. */
export function LazyViewerMenu() {
  const [isWanted, setWanted] = useState(false)
  const button = <ViewerButton aria-haspopup="menu" onClick={() => setWanted(true)} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <ViewerMenu />
    </Suspense>
  )
}
