import type { Answer } from '@yibao/contract/rest'
import { Alert, Descriptions, Tag, Timeline, Typography } from 'antd'
import { Asked, Go, Money, Sheet, useAnswer, useDivision, useParam, useSay, yuanText } from '../kit/index.ts'
import './casework.css'
import { TipActs } from './tip-acts.tsx'
import { tipActWords, tipChannelWords, tipStateWords } from './words.ts'

type Tip = Answer<'tips.get'>
type Reward = NonNullable<Tip['reward']>

/** How the reward came about. */
function RewardText({ reward: { amount, steps, bound, source, assumed } }: { readonly reward: Reward }) {
  const say = useSay()
  const sum = steps.map(({ part, sharePpm }) => `${yuanText(part)} × ${sharePpm / 10_000}%`).join(' + ')
  const cut =
    bound === null
      ? ''
      : bound === 'floor'
        ? say('，按最低标准', ', the least there is')
        : say('，按最高标准', ', the most there is')
  return (
    <div>
      <b>
        <Money fen={amount} />
      </b>
      <div>
        {sum}
        {cut}
      </div>
      <small>
        {source} {assumed ? say('（示例标准）', '(an invented rule)') : ''}
      </small>
    </div>
  )
}

/** That an identity is sealed, and how it is opened: at the machine, with both keys, which never travel. */
function Identity({ tip: { tipId, named, holders } }: { readonly tip: Tip }) {
  const say = useSay()
  if (!named) return <p>{say('匿名举报，没有身份。', 'Anonymous: nothing was sealed.')}</p>
  const keys = holders.map((holder) => `--key ${holder}.key`).join(' ')
  return (
    <div className="case-stack">
      <Alert
        type="info"
        showIcon
        title={say(
          `身份已封存，须 ${holders.join(' 和 ')} 两人的钥匙同时在场才能启封。`,
          `The identity is sealed and opens only with the keys of both ${holders.join(' and ')}.`,
        )}
        description={say(
          '私钥只在持有人手里，不经过网络，所以只能在服务器上启封；每次启封和尝试都记入操作日志。',
          'The private keys stay with their holders and never travel, so it is opened at the machine of the centre; every try is written to the operation log.',
        )}
      />
      <Typography.Text code className="tip-command">
        {`./yibao tip open ${tipId} ${keys} --reason ${say('理由', 'WHY')}`}
      </Typography.Text>
    </div>
  )
}

function Course({ events }: Pick<Tip, 'events'>) {
  const say = useSay()
  return (
    <Timeline
      items={events.map(({ number, act, actor, at, reason }) => ({
        key: number,
        content: (
          <>
            <strong>{say(...tipActWords[act])}</strong> {actor} <small>{at}</small>
            {reason === null ? null : <div>{reason}</div>}
          </>
        ),
      }))}
    />
  )
}

function Facts({ tip }: { readonly tip: Tip }) {
  const say = useSay()
  const placeOf = useDivision()
  const { matterId, outcome, reward, claimUntil, receipt } = tip
  const found =
    outcome === null ? null : outcome.substantiated ? (
      <span>
        {say('属实，', 'It was so, ')}
        <Money fen={outcome.amount} />
      </span>
    ) : (
      say('不属实', 'It was not so')
    )
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2, xl: 3 }}
      items={[
        { key: 'channel', label: say('渠道', 'Channel'), children: say(...tipChannelWords[tip.channel]) },
        { key: 'received', label: say('收到', 'Received'), children: `${tip.receivedAt} ${tip.receivedBy}` },
        { key: 'place', label: say('区划', 'Division'), children: placeOf(tip.division) },
        {
          key: 'provider',
          label: say('被举报机构', 'Institution'),
          children: tip.providerCode === null ? '–' : `${tip.providerName ?? ''} ${tip.providerCode}`,
        },
        {
          key: 'hint',
          label: say('估计金额', 'At stake, as told'),
          children: tip.amountHint === null ? '–' : <Money fen={tip.amountHint} />,
        },
        {
          key: 'matter',
          label: say('疑点或案件', 'Matter'),
          children:
            matterId === null ? (
              '–'
            ) : (
              <Go to="/matters/$matterId" params={{ matterId }}>
                {matterId}
              </Go>
            ),
        },
        ...(found === null ? [] : [{ key: 'found', label: say('查实', 'Found'), children: found }]),
        ...(reward === null
          ? []
          : [{ key: 'reward', label: say('奖励', 'Reward'), children: <RewardText reward={reward} /> }]),
        ...(claimUntil === null
          ? []
          : [{ key: 'until', label: say('领奖期限', 'To be claimed until'), children: claimUntil }]),
        ...(receipt === null ? [] : [{ key: 'receipt', label: say('发放收据', 'Receipt'), children: receipt }]),
      ]}
    />
  )
}

/** One tip: what was told, what became of it, what may be done; not who gave it. */
export function Page() {
  const say = useSay()
  const tipId = useParam('tipId')
  const query = useAnswer('tips.get', { tipId })
  const state = query.data?.state
  return (
    <Sheet
      title={`${say('举报', 'Tip')} ${tipId}`}
      extra={state === undefined ? null : <Tag>{say(...tipStateWords[state])}</Tag>}
    >
      <Asked of={query}>
        {(tip) => (
          <>
            <Facts tip={tip} />
            <div className="case-two">
              <div className="case-stack">
                <section className="case-card">
                  <h2>{say('举报内容', 'What was told')}</h2>
                  <p className="tip-words">{tip.what}</p>
                </section>
                <section className="case-card">
                  <h2>{say('举报人身份', 'Who gave it')}</h2>
                  <Identity tip={tip} />
                </section>
              </div>
              <div className="case-stack">
                <section className="case-card">
                  <h2>{say('办理', 'What you may do')}</h2>
                  <TipActs tip={tip} />
                </section>
                <section className="case-card">
                  <h2>{say('经过', 'Its course')}</h2>
                  <Course events={tip.events} />
                </section>
              </div>
            </div>
          </>
        )}
      </Asked>
    </Sheet>
  )
}
