import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Spin } from 'antd'
import { useEffect } from 'react'
import { type CallFailure, call } from '../kit/call.ts'
import { Failure } from '../kit/failure.tsx'
import { useSay } from '../kit/say.tsx'
import { changeSession } from './gate.tsx'
import { tellOtherTabs } from './tabs.ts'

/** Signs out. One goes there as to any page, so that what the page before holds is asked about. */
export function Page() {
  const say = useSay()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { mutate, error } = useMutation<unknown, CallFailure>({
    mutationFn: () => call('session.signOut', {}),
    onSuccess: () => {
      changeSession(queries, null)
      tellOtherTabs(null)
      void navigate({ to: '/', replace: true })
    },
  })
  useEffect(() => mutate(), [mutate])
  if (error !== null) return <Failure of={error} onRetry={() => mutate()} />
  return <Spin fullscreen description={say('正在退出…', 'Signing out …')} />
}
