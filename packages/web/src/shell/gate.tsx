import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal, Spin } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { type CallFailure, call, lookOnlyAt, whenSessionEnds } from '../kit/call.ts'
import { Failure } from '../kit/failure.tsx'
import { useSay } from '../kit/say.tsx'
import { type Session, SessionContext } from '../kit/session.tsx'
import { PasswordForm } from './password.tsx'
import { SignInForm } from './sign-in.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { tellOtherTabs, useOtherTabs } from './tabs.ts'

const sessionKey = ['session.get', {}] as const

/** Nothing that was looked at before stays. */
function forget(queries: QueryClient): void {
  lookOnlyAt(null)
  queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== sessionKey[0] })
}

/** Somebody else, or nobody, is before the screen. */
export function changeSession(queries: QueryClient, session: Session | null): void {
  forget(queries)
  queries.setQueryData(sessionKey, session)
}

/** Who is signed in; null when nobody is. */
async function sessionNow(signal: AbortSignal): Promise<Session | null> {
  try {
    return await call('session.get', {}, { signal })
  } catch (error) {
    if ((error as CallFailure).failure?.code === 'rest.no-session') return null
    throw error
  }
}

/** Asks for the name and password again above the page, so that nothing typed is lost, until somebody signs in or leaves. */
function SignInAgain({ session }: { readonly session: Session }) {
  const say = useSay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [goOn, setGoOn] = useState<(() => void) | null>(null)
  useEffect(() => {
    whenSessionEnds(() => new Promise((resolve) => setGoOn(() => resolve)))
    return () => whenSessionEnds(null)
  }, [])
  const proceed = (): void => {
    goOn?.()
    setGoOn(null)
  }
  useOtherTabs((userId) => {
    if (userId === session.userId) proceed()
  })
  return (
    <Modal
      open={goOn !== null}
      title={say('会话已结束，请重新登录', 'Your session has ended: sign in again')}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      destroyOnHidden
      width={400}
    >
      <p>{say('登录后继续，已填写的内容不会丢失。', 'Then you go on where you were; nothing you typed is lost.')}</p>
      <SignInForm
        userId={session.userId}
        onSignedIn={(again) => {
          queries.setQueryData(sessionKey, again)
          tellOtherTabs(again.userId)
          proceed()
        }}
      />
      <Button
        type="link"
        block
        onClick={() => {
          changeSession(queries, null)
          tellOtherTabs(null)
          void navigate({ to: '/', replace: true, ignoreBlocker: true })
        }}
      >
        {say('换人，放弃未提交的内容', 'Somebody else signs in: drop what was not sent')}
      </Button>
    </Modal>
  )
}

/** Shows what is behind it to whoever is signed in; others sign in first, or change a password that was given to them. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const say = useSay()
  const queries = useQueryClient()
  const { data, error, isPending, refetch } = useQuery<Session | null, CallFailure>({
    queryKey: sessionKey,
    queryFn: ({ signal }) => sessionNow(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const begin = (session: Session): void => {
    changeSession(queries, session)
    tellOtherTabs(session.userId)
  }
  useOtherTabs((userId) => {
    if (userId === (data?.userId ?? null)) return
    // Whoever was before the screen of this tab would act under another name.
    forget(queries)
    void queries.resetQueries({ queryKey: sessionKey })
  })
  if (isPending) return <Spin fullscreen description={say('正在连接…', 'Connecting …')} />
  if (error !== null) return <Failure of={error} onRetry={refetch} />
  if (data === null) return <SignInPage onSignedIn={begin} />
  if (data.mustChangePassword) {
    return (
      <main className="sign-in">
        <div className="sign-in-card">
          <h1 className="sheet-title">{say('请先更换初始口令', 'First change the password you were given')}</h1>
          <PasswordForm onChanged={begin} />
        </div>
      </main>
    )
  }
  return (
    <SessionContext.Provider value={data}>
      {children}
      <SignInAgain session={data} />
    </SessionContext.Provider>
  )
}
