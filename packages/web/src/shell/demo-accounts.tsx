import type { Answer } from '@yibao/contract/rest'
import { Button } from 'antd'
import { useAnswer } from '../kit/answers.tsx'
import { useSay } from '../kit/say.tsx'

export type DemoAccount = Answer<'session.hints'>['accounts'][number]

/** Accounts of a demo to choose from; nothing on any other centre. */
export function DemoAccounts({ onChoose }: { readonly onChoose: (account: DemoAccount) => void }) {
  const say = useSay()
  const { data } = useAnswer('session.hints', {})
  if (data === undefined || data.accounts.length === 0) return null
  return (
    <section className="demo-accounts" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{say('演示账号：点选后登录', 'Accounts of this demo: choose one, then sign in')}</h2>
      <ul>
        {data.accounts.map((account) => (
          <li key={account.userId}>
            <Button onClick={() => onChoose(account)}>{say(account.label)}</Button>
            <span>
              {say(account.place)} · {account.userId} · <code>{account.password}</code>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
