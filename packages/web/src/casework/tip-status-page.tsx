import type { Answer } from '@yibao/contract/rest'
import { Button, Form } from 'antd'
import { Failure, Money, type Pair, useAct, useLanguage, useSay } from '../kit/index.ts'
import { type Claim, ClaimFields, trimmedClaim } from './claim-fields.tsx'
import './tip-status.css'
import { tipStateWords } from './words.ts'

type Status = Answer<'tips.status'>

/** What each state means to whoever gave the tip. */
const meanings: Readonly<Record<Status['state'], Pair>> = {
  received: ['已收到，等待受理。', 'It has arrived and waits to be accepted.'],
  accepted: ['已受理，将安排核查。', 'It was accepted and will be looked into.'],
  declined: ['不予受理；有疑问请拨打 12393。', 'It was not accepted; questions: call 12393.'],
  linked: ['正在核查。', 'It is being looked into.'],
  concluded: ['核查已结束。', 'It has been looked into.'],
  proposed: ['核查已结束，正在审批奖励。', 'It has been looked into; a reward is being decided.'],
  awarded: [
    '请凭编号和凭证到医保经办窗口领奖，不问姓名。',
    'Claim the reward at the insurance office with number and code; no name is asked.',
  ],
  rewarded: ['奖励已发放。', 'The reward was paid.'],
  unrewarded: ['已办结，没有奖励。', 'It is closed without a reward.'],
}

function Told({ status: { state, substantiated, reward, claimUntil } }: { readonly status: Status }) {
  const say = useSay()
  return (
    <section className="tip-status-told" aria-live="polite">
      <h2>{say(...tipStateWords[state])}</h2>
      <p>{say(...meanings[state])}</p>
      {substantiated === null ? null : (
        <p>
          {substantiated
            ? say('核查结果：属实。', 'Found to be so.')
            : say('核查结果：未查实。', 'Not found to be so.')}
        </p>
      )}
      {reward === null ? null : (
        <p>
          {say('奖励', 'Reward')}{' '}
          <b>
            <Money fen={reward} />
          </b>{' '}
          {say('元', 'yuan')}
          {state === 'awarded' && claimUntil !== null
            ? say(`，${claimUntil} 以前领取`, `, to be claimed until ${claimUntil}`)
            : ''}
        </p>
      )}
    </section>
  )
}

/** How a tip stands, for whoever holds its number and code; nobody signs in, nothing is written down. */
export function Page() {
  const say = useSay()
  const [language, setLanguage] = useLanguage()
  const { mutate, data, error, isPending } = useAct('tips.status')
  return (
    <main className="tip-status">
      <div className="tip-status-head">
        <h1 className="sheet-title">{say('举报进度查询', 'How a tip stands')}</h1>
        <Button onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {language === 'zh' ? 'English' : '中文'}
        </Button>
      </div>
      <p>
        {say(
          '请输入凭证单上的编号和凭证。不需登录，不问姓名，平台不记录您从哪里查询。',
          'Type number and code as they stand on the slip. No sign-in, no name; the centre does not keep where you ask from.',
        )}
      </p>
      <Form<Claim> layout="vertical" autoComplete="off" onFinish={(claim) => mutate(trimmedClaim(claim))}>
        <ClaimFields />
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('查询', 'Ask')}
        </Button>
      </Form>
      {error === null ? null : <Failure of={error} />}
      {data === undefined ? null : <Told status={data} />}
    </main>
  )
}
