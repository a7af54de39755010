import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { type ReactNode, Suspense, useContext, useEffect } from 'react'
import type { Page } from '../kit/desk.ts'
import { Failure } from '../kit/failure.tsx'
import { useSay } from '../kit/say.tsx'
import { SessionContext } from '../kit/session.tsx'
import { desks } from './desks.ts'
import { Forbidden, NoSuchPage } from './forbidden.tsx'
import { Frame } from './frame.tsx'
import { Gate } from './gate.tsx'
import { codeOf, forgetCode } from './page-code.ts'
import { mayOpen } from './rights.ts'

const pages: readonly Page[] = desks.flatMap((desk) => desk.pages)

interface GuardedProps {
  readonly page: Page
  readonly children: ReactNode
}

/** A page once it is loaded, or that it is not for whoever asks. */
function Guarded({ page, children }: GuardedProps) {
  const say = useSay()
  const session = useContext(SessionContext)
  const title = say(...page.title)
  useEffect(() => {
    document.title = `${title} · OpenYibao`
  }, [title])
  if (!mayOpen(page, session)) return <Forbidden right={page.right} />
  return <Suspense fallback={<Skeleton active className="sheet" />}>{children}</Suspense>
}

function componentOf(page: Page): () => ReactNode {
  return () => {
    const Inside = codeOf(page)
    return (
      <Guarded page={page}>
        <Inside />
      </Guarded>
    )
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage })

/** Pages for anybody stand beside the gate, all others behind it. */
const behindGate = createRoute({
  getParentRoute: () => root,
  id: 'gate',
  component: () => (
    <Gate>
      <Outlet />
    </Gate>
  ),
})
const framed = createRoute({
  getParentRoute: () => behindGate,
  id: 'frame',
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
})

const ofPages = (parent: typeof root | typeof behindGate | typeof framed, some: readonly Page[]) =>
  some.map((page) =>
    createRoute({
      getParentRoute: () => parent as typeof root,
      path: page.path,
      component: componentOf(page),
      errorComponent: ({ error, reset }) => (
        <Failure
          of={error instanceof Error ? error : new Error(String(error))}
          onRetry={() => {
            forgetCode(page)
            reset()
          }}
        />
      ),
    }),
  )

/** The first page of the menu that somebody may open, where nobody has made a start page. */
const start = createRoute({
  getParentRoute: () => behindGate,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: pages.some(({ path }) => path === '/todo') ? '/todo' : '/account' })
  },
})

const forAnybody = pages.filter(({ right }) => right === 'anyone')
const bare = pages.filter(({ right, bare: isBare }) => right !== 'anyone' && isBare === true)
const usual = pages.filter(({ right, bare: isBare }) => right !== 'anyone' && isBare !== true)

/** Makes the router of the console; every page is loaded when it is first opened. */
export function openRouter() {
  const tree = root.addChildren([
    ...ofPages(root, forAnybody),
    behindGate.addChildren([start, ...ofPages(behindGate, bare), framed.addChildren(ofPages(framed, usual))]),
  ])
  return createRouter({
    routeTree: tree,
    basepath: '/console',
    defaultPreload: 'intent',
    // Of another person or record nothing stays that was begun or shown for the one before.
    defaultRemountDeps: ({ params }) => params,
    defaultNotFoundComponent: NoSuchPage,
  })
}
