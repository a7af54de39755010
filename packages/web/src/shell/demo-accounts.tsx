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
      {data.somebody !== null && (
        <p>
          {say('收费台可识别', 'To identify at the till')}：<code>{data.somebody}</code>
        </p>
      )}
      <ul>
        {data.accounts.map((account) => (
          <li key={account.userId}>
            <Button onClick={() => onChoose(account)}>{say(account.label)}</Button>
            <span>
              <b>{say(account.place)}</b>
              {say(account.work)}
            </span>
            <small>
              {account.userId} · <code>{account.password}</code>
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
