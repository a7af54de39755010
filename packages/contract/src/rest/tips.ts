import {
  type TipAct,
  type TipChannel,
  type TipState,
  tipActWords,
  tipChannelWords,
  tipStateWords,
} from '@yibao/core/tip'
import Type from 'typebox'
import { actErrors } from './casework-errors.ts'
import { route } from './route.ts'
import {
  both,
  count,
  date,
  division,
  fen,
  fields,
  matterId,
  maybe,
  oneOf,
  page,
  pageFields,
  providerCode,
  said,
  secret,
  seenVersion,
  text,
  time,
} from './schemas.ts'
import { tipErrors } from './tip-errors.ts'

const tipId = text(40, { ...both('举报编号', 'number of the tip'), examples: ['T174096000000000010A1B2C3D4'] })
const claimCode = text(40, { ...both('凭证', 'claim code'), ...secret, examples: ['ABCDE-FGHJK-LMNPQ-RSTUV'] })
const state = oneOf(Object.keys(tipStateWords) as readonly TipState[], '状态', 'how far it is')
const channel = oneOf(Object.keys(tipChannelWords) as readonly TipChannel[], '渠道', 'how it came')
const anyAct = oneOf(
  Object.keys(tipActWords).filter((one): one is TipAct => one !== 'open'),
  '事项',
  'act',
)
const asked = [
  'accept',
  'decline',
  'link',
  'conclude',
  'propose-reward',
  'no-reward',
  'lapse',
  'approve-reward',
  'return-reward',
] as const satisfies readonly TipAct[]
const act = oneOf(asked, '事项', 'act')

const known = {
  tipId,
  state,
  channel,
  division,
  providerCode: maybe(providerCode),
  providerName: maybe(said('被举报机构', 'the institution it is about')),
  receivedAt: time('收到时间', 'received'),
  named: Type.Boolean(both('实名，身份已封存', 'an identity was sealed with it')),
  matterId: maybe(matterId),
  amountHint: maybe(fen('举报人估计的金额', 'the amount at stake, as told')),
} as const

const row = fields({ ...known, about: said('内容开头', 'how it begins') })

const reward = fields({
  amount: fen('奖励', 'reward'),
  base: fen('计算基数', 'what it is reckoned on'),
  steps: Type.Array(
    fields({
      part: fen('金额的一段', 'part of the amount'),
      sharePpm: count('比例（百万分之一）', 'share, millionths'),
      result: fen('该段奖励', 'its reward'),
    }),
    both('分段计算', 'the computation, part by part'),
  ),
  bound: maybe(oneOf(['floor', 'ceiling'], 'floor 按最低，ceiling 按最高', 'the floor or the ceiling counted')),
  source: said('标准出处', 'where the rule stands'),
  assumed: Type.Boolean(both('标准为示例', 'the rule is invented')),
})

const event = fields({
  number: count('序号', 'number'),
  act: anyAct,
  actor: said('经办人', 'by whom'),
  at: time('时间', 'when'),
  reason: maybe(said('理由', 'why')),
})

const whole = fields({
  ...known,
  version: count('版本', 'version'),
  what: said('举报内容', 'what was told'),
  receivedBy: said('登记人', 'who took it in'),
  outcome: maybe(
    fields({
      substantiated: Type.Boolean(both('属实', 'substantiated')),
      amount: fen('查实金额', 'the amount that was found'),
    }),
  ),
  reward: maybe(reward),
  claimUntil: maybe(date('领奖期限', 'the last day to claim it')),
  receipt: maybe(said('发放收据号', 'number of the receipt')),
  holders: Type.Array(said('用户名', 'user name'), both('封存身份的钥匙持有人', 'who hold the keys to the identity')),
  events: Type.Array(event, both('办理经过', 'its course')),
  may: Type.Array(act, both('您现在可办的事项', 'what you may do now')),
})

const path = '/api/tips/{tipId}' as const

/** Tips; who gave one is sealed on receipt, stands in no answer, and is opened at the command line by two holders of keys. */
export const tipRoutes = [
  route({
    name: 'tips.list',
    method: 'GET',
    path: '/api/tips',
    right: 'tips.read',
    summary: { zh: '举报，新的在前；不含身份', en: 'Tips, newest first, without who gave them' },
    query: fields({
      state: Type.Optional(state),
      matterId: Type.Optional(matterId),
      providerCode: Type.Optional(providerCode),
      ...pageFields,
    }),
    answer: page(row),
    errors: [],
  }),
  route({
    name: 'tips.get',
    method: 'GET',
    path,
    right: 'tips.read',
    summary: { zh: '一件举报及其经过；不含身份', en: 'One tip and its course, without who gave it' },
    description: { zh: '查看记入操作日志。', en: 'Every look is written to the operation log.' },
    params: fields({ tipId }),
    answer: whole,
    errors: [tipErrors.unknown],
  }),
  route({
    name: 'tips.receive',
    method: 'POST',
    path: '/api/tips',
    right: 'tips.receive',
    summary: { zh: '登记举报，给出凭证', en: 'Take a tip in; the answer tells the claim code' },
    description: {
      zh: '身份即时封存，此后任何应答、日志都没有；凭证只在此应答中出现一次。',
      en: 'An identity is sealed at once and stands in no later answer or log; the claim code is told here, this once.',
    },
    body: fields({
      channel,
      division,
      providerCode: Type.Optional(providerCode),
      what: Type.String({
        ...both('举报内容', 'what was told'),
        minLength: 1,
        maxLength: 4000,
        examples: ['重复收费'],
      }),
      amountHint: Type.Optional(
        Type.Integer({
          ...both('估计金额（分）', 'the amount at stake, as told, fen'),
          minimum: 0,
          maximum: 100_000_000_000,
        }),
      ),
      identity: Type.Optional(
        Type.String({
          ...both('举报人姓名和联系方式，即时封存；匿名不写', 'who gave it and how to reach him; none: anonymous'),
          ...secret,
          minLength: 1,
          maxLength: 2000,
        }),
      ),
    }),
    answer: fields({ tipId, claimCode: said('凭证，只给出这一次', 'the claim code, told once') }),
    errors: [
      tipErrors.noRight,
      tipErrors.unknownInstitution,
      tipErrors.nothingSaid,
      tipErrors.badText,
      tipErrors.holdersMissing,
    ],
  }),
  route({
    name: 'tips.act',
    method: 'POST',
    path: `${path}/acts`,
    right: 'tips.read',
    summary: {
      zh: '办理一件举报：受理、关联事项、办结、提出和批准奖励',
      en: 'Accept, link, conclude a tip, propose and approve its reward',
    },
    description: {
      zh: '能办什么由岗位（权限）和状态决定；提出奖励的人不批准。version 是您看到的版本。',
      en: 'What may be done follows from right and state; who proposes a reward does not approve it. `version` is the one you looked at.',
    },
    params: fields({ tipId }),
    body: fields({
      act,
      version: seenVersion,
      reason: Type.Optional(text(1000, both('理由', 'why'))),
      matterId: Type.Optional(matterId),
      substantiated: Type.Optional(Type.Boolean(both('属实', 'substantiated'))),
      amount: Type.Optional(
        Type.Integer({
          ...both('查实金额（分）', 'the amount that was found, fen'),
          minimum: 0,
          maximum: 100_000_000_000,
        }),
      ),
    }),
    answer: whole,
    errors: [
      tipErrors.unknown,
      tipErrors.changed,
      tipErrors.notNow,
      tipErrors.noRight,
      tipErrors.noReason,
      tipErrors.badText,
      tipErrors.noMatter,
      tipErrors.unknownMatter,
      tipErrors.noOutcome,
      tipErrors.notSubstantiated,
      tipErrors.notFirst,
      tipErrors.samePerson,
      tipErrors.tooEarly,
      tipErrors.noRewardRule,
      tipErrors.noAmount,
    ],
  }),
  route({
    name: 'tips.offer',
    method: 'POST',
    path: `${path}/item`,
    right: 'tips.receive',
    summary: {
      zh: '由已受理的举报立一件疑点，并关联',
      en: 'Open a review item from an accepted tip, and link the two',
    },
    description: {
      zh: '疑点的标题和规则不写举报内容，也不写是举报：它们会印在给机构的文书上。',
      en: 'Title and rule of the item tell neither the words nor that anybody told: they are printed on the notice to the institution.',
    },
    params: fields({ tipId }),
    answer: whole,
    errors: [tipErrors.unknown, tipErrors.notNow, tipErrors.noRight, tipErrors.noMatter, ...actErrors],
  }),
  route({
    name: 'tips.holders',
    method: 'GET',
    path: '/api/tip-holders',
    right: 'tips.read',
    summary: {
      zh: '在用的身份钥匙由谁持有；须有两名，才能登记实名举报',
      en: 'Who hold the keys in use; an identity is taken only when there are two',
    },
    answer: fields({
      rows: Type.Array(fields({ holder: said('用户名', 'user name'), madeAt: time('自', 'since') })),
    }),
    errors: [],
  }),
  route({
    name: 'tips.pay',
    method: 'POST',
    path: '/api/tip-rewards',
    right: 'matters.cashier',
    summary: { zh: '凭凭证发放奖励，不问姓名', en: 'Pay a reward to whoever shows the claim code, without a name' },
    body: fields({ tipId, claimCode }),
    answer: fields({ tipId, receipt: said('收据号', 'number of the receipt'), amount: fen('奖励', 'reward') }),
    errors: [tipErrors.wrongCode, tipErrors.notNow, tipErrors.samePerson, tipErrors.tooLate],
  }),
  route({
    name: 'tips.status',
    method: 'POST',
    path: '/api/tip-status',
    right: 'anyone',
    summary: { zh: '举报人凭编号和凭证查询进度', en: 'How far a tip is, for whoever shows its claim code' },
    description: {
      zh: '不登录，不记来访地址，应答中没有任何人和机构；查询过密暂停。',
      en: 'Without signing in; no address is kept, no person and no institution is named; bounded in frequency.',
    },
    body: fields({ tipId, claimCode }),
    answer: fields({
      tipId,
      state,
      substantiated: maybe(Type.Boolean(both('查实；未办结为空', 'substantiated; null before it is concluded'))),
      reward: maybe(fen('奖励', 'reward')),
      claimUntil: maybe(date('领奖期限', 'the last day to claim it')),
    }),
    errors: [tipErrors.wrongCode, tipErrors.tooMany],
  }),
] as const
