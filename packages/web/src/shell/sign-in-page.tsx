import type { Answer } from '@yibao/contract/rest'
import { Typography } from 'antd'
import { useState } from 'react'
import { Go } from '../kit/address.tsx'
import { useSay } from '../kit/say.tsx'
import { Choices } from './choices.tsx'
import { type DemoAccount, DemoAccounts } from './demo-accounts.tsx'
import { SignInForm } from './sign-in.tsx'

/** The first page of whoever is not signed in. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: (session: Answer<'session.signIn'>) => void }) {
  const say = useSay()
  const [chosen, setChosen] = useState<DemoAccount | null>(null)
  return (
    <main className="sign-in">
      <div className="sign-in-side">
        <div>
          <Typography.Title level={1}>OpenYibao {say('开放医保平台', '')}</Typography.Title>
          <Typography.Text type="secondary">
            {say(
              '参保、目录、结算、支付、监管，一处办理',
              'Enrolment, catalogues, settlement, payment and supervision in one place',
            )}
          </Typography.Text>
        </div>
        <div className="sign-in-card">
          <SignInForm onSignedIn={onSignedIn} fill={chosen} />
        </div>
        <Go to="/tip-status">{say('举报进度查询，不需登录', 'How a tip stands, without signing in')}</Go>
        <Choices />
      </div>
      <DemoAccounts onChoose={setChosen} />
    </main>
  )
}
