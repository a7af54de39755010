import { percent, yuan } from '@yibao/core/kernel'
import { type Reward, type TipRefusal, tipActWords, tipStateWords } from '@yibao/core/tip'
import { both } from './words.ts'

/** How a reward came about: `500000.00 × 2% + 100000.00 × 4% = 14000.00`. */
export function rewardText({ amount, steps, bound, rule }: Reward): string {
  const sum = steps.map(({ part, share }) => `${yuan(part)} × ${percent(share)}`).join(' + ')
  const cut = bound === null ? '' : bound === 'floor' ? '，按最低标准 at least' : '，按最高标准 at most'
  return `${sum} = ${yuan(amount)} 元 yuan${cut}（${rule.source}）`
}

type Facts<Code extends TipRefusal['code']> = Extract<TipRefusal, { readonly code: Code }>

const words: { readonly [Code in TipRefusal['code']]: (facts: Facts<Code>) => string } = {
  'tip.unknown-tip': ({ tipId }) => `没有举报 ${tipId} no such tip: 用 tip list 查看 look with tip list`,
  'tip.changed-meanwhile': ({ tipId, version }) =>
    `举报 ${tipId} 已有新的办理（第 ${version} 步） something happened to it meanwhile: 请重新查看 look again first`,
  'tip.not-now': ({ act, state, may }) =>
    `${state === null ? '' : `${both(tipStateWords[state])}：`}此时不能${tipActWords[act][0]} not at this point; 可办 may: ${may.join(', ') || '—'}`,
  'tip.no-right': ({ userId, right }) =>
    `用户 ${userId} 在此无 ${right} 权限 has not the right here: ./yibao user list`,
  'tip.no-reason': ({ act }) => `${tipActWords[act][0]}须写明理由 say why: --reason`,
  'tip.nothing-said': () => `没有举报内容 nothing was said: --what`,
  'tip.bad-text': ({ what, longest }) =>
    `${what}：空白、超过 ${longest} 字，或含控制字符 is empty, too long, or holds control characters: 请改写 write it anew`,
  'tip.no-matter': ({ tipId }) =>
    `举报 ${tipId} 没有可关联的事项：未写事项，或不知机构 no matter: none was named, or nobody knows the institution; tip link --matter`,
  'tip.no-outcome': () =>
    `须写明是否属实和查实金额；不属实的没有金额 say whether it was substantiated and the amount; none when it was not`,
  'tip.not-substantiated': ({ tipId }) => `举报 ${tipId} 未查实，不予奖励 was not substantiated: tip no-reward`,
  'tip.not-first': ({ first, matterId }) =>
    `事项 ${matterId} 的第一举报人是 ${first} that tip came first: 同一事实只奖励第一举报人 only the first is rewarded; tip no-reward`,
  'tip.same-person': ({ userId, act }) =>
    `${userId} 经手过，不能${tipActWords[act][0]} had a hand in it before: 请由他人办理 let another person do it`,
  'tip.wrong-code': ({ tipId }) =>
    `举报编号或领奖凭证不符 number and code do not belong together: ${tipId}；请核对 check both`,
  'tip.too-late': ({ until, today }) =>
    `领奖期限 ${until} 已过（今天 ${today}），视为放弃 the time to claim it is over: tip lapse`,
  'tip.too-early': ({ until, today }) =>
    `领奖期限 ${until} 未到（今天 ${today}） it can still be claimed: 请届时再办 wait until then`,
  'tip.no-reward-rule': ({ division, on }) =>
    `${division} 在 ${on} 没有奖励标准 no rule of rewards: 请在 policy/supervision/rewards.yaml 补充 add it there`,
  'tip.no-amount': () => `没有查实金额，无法计算奖励 no amount was found to reckon on: tip no-reward`,
  'tip.holders-missing': ({ holders }) =>
    `实名举报须有两名密钥持有人，现有 ${holders} 名 an identity is sealed for two holders: ./yibao tip keys make`,
  'tip.holders-full': ({ holders }) =>
    `已有两名密钥持有人 ${holders.join('、')} there are two holders: 更换请写 --replace to change one say --replace`,
  'tip.holder-known': ({ holder }) =>
    `${holder} 已是持有人 holds a key already: 两把钥匙须由两人持有 the two keys are held by two people`,
  'tip.not-holder': ({ holder }) => `${holder} 不是在用的持有人 holds no key in use: ./yibao tip keys list`,
  'tip.no-identity': ({ tipId }) => `举报 ${tipId} 是匿名的，没有封存的身份 is anonymous: nothing was sealed`,
  'tip.two-keys': ({ given }) =>
    `须两名持有人的钥匙同时在场，现有 ${given} 把 both holders' keys are needed: --key 写两次 say --key twice`,
  'tip.wrong-key': ({ keyId }) => `钥匙 ${keyId} 打不开这件 this key is not one of the two it was sealed for`,
  'tip.not-opened': ({ tipId }) =>
    `举报 ${tipId} 的封存内容无法启封，可能被改动 cannot be opened; it may have been changed: tip verify`,
}

/** A refusal as people read it. */
export function tipRefusalText(refusal: TipRefusal): string {
  const say = words[refusal.code] as (facts: TipRefusal) => string
  return `${say(refusal)} [${refusal.code}]`
}
