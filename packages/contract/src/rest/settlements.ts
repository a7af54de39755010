import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { jobErrors, jobShape } from './job-shapes.ts'
import { restError, route, saidError } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fen,
  fields,
  insuredId,
  language,
  maybe,
  messageId,
  oneOf,
  pageFields,
  providerCode,
  providerName,
  said,
  scheme,
  settlementId,
  stretch,
  time,
  words,
} from './schemas.ts'
import { payerFields, settlementKind, settlementRow, settlementWhole } from './settlement-shapes.ts'
import { visitRow } from './visits.ts'

/** Who asks for settlements of several people names a range of at most so many days. */
export const settlementDays = 366

/** Counted no further. */
export const countedAtMost = 1_000

/** As many rows as one workbook takes. */
export const exportedAtMost = 200_000

const tooWideSettlements = restError({
  code: 'settlements.too-wide',
  status: 400,
  message: { zh: '查询范围过大', en: 'the question is too wide' },
  cure: {
    zh: `请给出 insuredId，或（不写即近一月）不超过 ${settlementDays} 天的 from、until`,
    en: `give insuredId, or from and until at most ${settlementDays} days apart; without any, the last month is meant`,
  },
})

const upsideDown = saidError(
  'settlements.upside-down',
  400,
  ['起讫颠倒', 'the range is upside down'],
  ['起止颠倒，请对调', 'swap the ends: one lies beyond the other'],
)

const amountAsked = (zh: string, en: string) =>
  Type.Integer({ ...both(`${zh}（分）`, `${en}, fen`), minimum: 0, maximum: 9_007_199_254_740_991 })

const askedFields = {
  insuredId: Type.Optional(insuredId),
  providerCode: Type.Optional(providerCode),
  division: Type.Optional(division),
  from: Type.Optional(askedDate('起始日', 'first day')),
  until: Type.Optional(askedDate('截止日（含）', 'last day')),
  scheme: Type.Optional(scheme),
  kind: Type.Optional(settlementKind),
  medType: Type.Optional(
    Type.String({ ...both('医疗类别 med_type', 'kind of care'), pattern: '^[0-9A-Z]{1,6}$', examples: ['21'] }),
  ),
  totalFrom: Type.Optional(
    amountAsked('总费用不少于，冲减按绝对值', 'total charge at least; of an undoing without its sign'),
  ),
  totalUntil: Type.Optional(amountAsked('总费用不多于', 'total charge at most')),
  state: Type.Optional(
    oneOf(['standing', 'undone'], 'standing 现仍有效，undone 已撤销或冲正', 'standing now, or undone'),
  ),
}

const settlementListRow = fields({
  ...settlementRow.properties,
  name: maybe(Type.String(both('姓名，已遮蔽', 'name, masked'))),
  providerName: maybe(Type.String(both('机构名称', 'name of the institution'))),
  stands: Type.Boolean(both('所属结算现仍有效', 'whether the settlement that it belongs to stands now')),
})

export const settlementRoutes = [
  route({
    name: 'settlements.find',
    method: 'GET',
    path: '/api/settlements',
    right: 'settlements.read',
    summary: {
      zh: '查找结算：一个人的，或一段日子里辖区、机构的，新的在前',
      en: 'Find settlements: of a person, or of a region or institution over some days; newest first',
    },
    description: {
      zh: '条件少有符合的，一次只查一段，行数可少于 limit；next 不为空就还没有查完，lookedTo 为已查到何时。',
      en: 'Where little fits, one call looks at a stretch only and may bring fewer rows than `limit`: there is more to look at while `next` is not null, and `lookedTo` tells how far it has come.',
    },
    query: fields({ ...askedFields, ...pageFields }),
    answer: stretch(settlementListRow),
    errors: [tooWideSettlements, upsideDown],
  }),
  route({
    name: 'settlements.count',
    method: 'GET',
    path: '/api/settlements/count',
    right: 'settlements.read',
    summary: {
      zh: `符合条件的结算有多少；超过 ${countedAtMost} 时只说超过`,
      en: `How many settlements there are; beyond ${countedAtMost} only that there are more`,
    },
    description: {
      zh: '一次只数一段：next 不为空时带上它再数，各次相加。',
      en: 'One call counts a stretch: while `next` is not null, ask again with it and add up.',
    },
    query: fields({ ...askedFields, after: pageFields.after }),
    answer: fields({
      count: count(`笔数，至多 ${countedAtMost}`, `how many, ${countedAtMost} at most`),
      more: Type.Boolean(both('还有更多', 'there are more than that')),
      next: maybe(Type.String(both('从此继续数；数完为空', 'where to go on counting; null when all is counted'))),
      from: maybe(
        date(
          '起始日；未给出日期和人员时为近一月',
          'first day; of the last month when neither days nor a person are named',
        ),
      ),
      until: maybe(date('截止日（含）', 'last day')),
    }),
    errors: [tooWideSettlements, upsideDown],
  }),
  route({
    name: 'settlements.export',
    method: 'POST',
    path: '/api/settlements/export',
    right: 'settlements.export',
    summary: {
      zh: `把查到的结算导出为 Excel，至多 ${exportedAtMost} 行，作为任务进行`,
      en: `Export the settlements of a question to Excel, ${exportedAtMost} rows at most; goes on as a job`,
    },
    body: fields({ ...askedFields, language }),
    answer: jobShape,
    errors: [tooWideSettlements, upsideDown, ...jobErrors],
  }),
  route({
    name: 'settlements.timeline',
    method: 'GET',
    path: '/api/people/{insuredId}/settlements/{settlementId}/timeline',
    right: 'settlements.read',
    summary: {
      zh: '一笔结算的来龙去脉：就诊、明细、报文、支付、分录、撤销冲正',
      en: 'What happened around a settlement: visit, lines, messages, payers, ledger entries, undoings',
    },
    params: fields({ insuredId, settlementId }),
    answer: fields({
      visit: maybe(visitRow),
      lines: Type.Array(
        fields({
          batch: Type.String(both('结算批次', 'batch')),
          settlementId: maybe(settlementId),
          count: count('明细条数', 'lines'),
          total: fen('总费用', 'total charge'),
          firstAt: time('最早费用时间', 'time of the first charge'),
          lastAt: time('最晚费用时间', 'time of the last charge'),
        }),
        both('就诊的明细，按批次和结算', 'the lines of the visit, by batch and settlement'),
      ),
      messages: Type.Array(
        fields({
          messageId,
          infno: Type.String(both('交易编号', 'transaction number')),
          msgid: Type.String(both('发送方报文 ID', 'message number of the sender')),
          receivedAt: time('收到时间', 'when it came'),
          settlementId: maybe(settlementId),
          archived: Type.Boolean(both('报文仍在库中', 'the message is still in the archive')),
        }),
        both(
          '此人在该机构从就诊到最后一步之间生效的报文，先后为序',
          'messages of this person from that institution that had an effect between visit and last step, oldest first',
        ),
      ),
      steps: Type.Array(
        fields({
          ...settlementRow.properties,
          messageId: maybe(messageId),
          payers: fields(payerFields),
          entry: fields({
            entryId: Type.String(both('分录号', 'number of the journal entry')),
            kind: Type.String(both('分录种类', 'kind of entry')),
            at: time('记账时间', 'when it was booked'),
            opposes: maybe(Type.String(both('反向的原分录', 'the entry that it is opposite to'))),
            postings: Type.Array(
              fields({ account: Type.String(both('科目', 'account')), amount: fen('借正贷负', 'positive comes in') }),
            ),
          }),
        }),
        both('结算及其撤销、冲正、恢复，先后为序', 'the settlement and what undid and restored it, oldest first'),
      ),
      stands: Type.Boolean(both('现仍有效', 'whether it stands now')),
    }),
    errors: [unknownThing('settlements.unknown', '这笔结算', 'such settlement')],
  }),
  route({
    name: 'settlements.get',
    method: 'GET',
    path: '/api/people/{insuredId}/settlements/{settlementId}',
    right: 'settlements.read',
    summary: {
      zh: '一笔结算：金额、分录、前后结算、逐步计算',
      en: 'One settlement: amounts, journal entry, its chain, and the computation step by step',
    },
    params: fields({ insuredId, settlementId }),
    query: fields({ language }),
    answer: fields({
      settlement: settlementWhole,
      names: fields(
        {
          person: maybe(said('姓名，已遮蔽', 'name, masked')),
          provider: providerName,
          plan: maybe({ ...words, ...both('待遇方案的名称', 'what the plan of benefits is called') }),
        },
        both('怎样称呼；无人知道的为空', 'what they are called; null where nobody knows'),
      ),
      lineNumbers: Type.Array(Type.String(), both('结算了哪些明细；明细见就诊', 'its lines; see the visit for them')),
      chain: Type.Array(settlementRow, both('同一结算的撤销、冲正、恢复', 'what undid and restored it, oldest first')),
      stands: Type.Boolean(both('现仍有效', 'whether it stands now')),
      traceText: Type.String(both('可读的计算过程', 'the computation as people read it')),
    }),
    errors: [unknownThing('settlements.unknown', '这笔结算', 'such settlement')],
  }),
] as const
