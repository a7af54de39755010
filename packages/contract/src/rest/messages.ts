import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { restError, route } from './route.ts'
import {
  askedDate,
  both,
  count,
  fen,
  fields,
  insuredId,
  maybe,
  messageId,
  pageFields,
  providerCode,
  reason,
  stretch,
  text,
  time,
  words,
} from './schemas.ts'
import { settlementRow, settlementWhole } from './settlement-shapes.ts'
import { mostDays } from './visits.ts'

/** The message archive; refused messages are found here too. */
const filterFields = {
  providerCode: Type.Optional(providerCode),
  insuredId: Type.Optional(insuredId),
  from: Type.Optional(text(19, both('起始日或时间', 'first day or moment'))),
  until: Type.Optional(text(19, both('截止日（含）或时间（不含）', 'last day, or the first moment that is too late'))),
  infno: Type.Optional(text(10, both('交易编号', 'transaction number'))),
  outcome: Type.Optional(
    text(60, both('ok、refused、拒绝代码或其开头', 'ok, refused, a refusal code, or its beginning: settlement.*')),
  ),
  msgid: Type.Optional(text(30, both('发送方报文 ID', 'message number of the sender'))),
}

const unknownMessage = unknownThing('messages.unknown', '这条报文', 'such message')

const messageRow = fields({
  messageId,
  receivedAt: time('收到时间', 'when it came'),
  providerCode: Type.String(
    both('机构编码；未认出发送方时为空', 'institution; empty when the sender was not recognised'),
  ),
  providerName: maybe(Type.String(both('机构名称', 'name of the institution'))),
  insuredId: Type.String(both('人员编号；报文不涉及人时为空', 'person; empty when the message names none')),
  name: maybe(Type.String(both('姓名，已遮蔽', 'name, masked'))),
  certificateNumber: maybe(Type.String(both('证件号码，已遮蔽', 'certificate number, masked'))),
  msgid: Type.String(both('发送方报文 ID', 'message number of the sender')),
  infno: Type.String(both('交易编号', 'transaction number')),
  transaction: words,
  outcome: Type.String(both('ok 或拒绝代码', '`ok`, or the code of the refusal')),
  refusal: maybe(words),
  effect: Type.Boolean(both('是否产生效果', 'whether it changed anything')),
  settlementId: maybe(Type.String(both('记录的结算', 'the settlement that it recorded'))),
})

const messageWhole = fields({
  ...messageRow.properties,
  request: Type.String(both('请求原文', 'the request')),
  answer: Type.String(both('应答原文', 'the answer')),
  settlement: maybe(settlementWhole),
  later: Type.Array(settlementRow, both('此后的撤销、冲正、恢复', 'what undid and restored it since')),
  marks: Type.Array(
    fields({ msgid: Type.String(), infno: Type.String(), markedAt: time('标记时间', 'when it was marked') }),
    both('冲正标记', 'reversals announced before their message came'),
  ),
})

const share = fields({ before: fen('原金额', 'before'), after: fen('新金额', 'after') })

const badFilter = restError({
  code: 'messages.bad-filter',
  status: 400,
  message: { zh: '查询条件无法识别', en: 'the filter says nothing that could be looked for' },
  cure: { zh: '请按所给格式修改该字段', en: 'change the field as is said of it' },
})

const tooWideMessages = restError({
  code: 'messages.too-wide',
  status: 400,
  message: { zh: '查询范围过大', en: 'the question is too wide' },
  cure: {
    zh: `请给出 insuredId、providerCode，或距 until（缺省为今天）${mostDays} 天以内的 from`,
    en: `give insuredId, providerCode, or a from at most ${mostDays} days before until, which is today when absent`,
  },
})

export const messageRoutes = [
  route({
    name: 'messages.find',
    method: 'GET',
    path: '/api/messages',
    right: 'messages.read',
    summary: { zh: '查找报文，新的在前', en: 'Find messages, newest first' },
    query: fields({ ...filterFields, ...pageFields }),
    answer: stretch(messageRow),
    errors: [badFilter, tooWideMessages],
  }),
  route({
    name: 'messages.transactions',
    method: 'GET',
    path: '/api/transactions',
    right: 'messages.read',
    summary: {
      zh: '国家接口的交易及其名称',
      en: 'The transactions of the national interface and what they are called',
    },
    answer: fields({
      transactions: Type.Array(fields({ infno: Type.String(both('交易编号', 'transaction number')), name: words })),
    }),
    errors: [],
  }),
  route({
    name: 'messages.get',
    method: 'GET',
    path: '/api/messages/{messageId}',
    right: 'messages.read',
    summary: { zh: '一条报文：请求、应答、效果', en: 'One message: request, answer, and what it did' },
    params: fields({ messageId }),
    answer: messageWhole,
    errors: [unknownMessage],
  }),
  route({
    name: 'messages.unmask',
    method: 'POST',
    path: '/api/messages/{messageId}/unmask',
    right: 'people.unmask',
    summary: { zh: '查看一条报文的原文', en: 'Show one message with names and identity numbers' },
    description: {
      zh: '先记入操作日志（人、事由、时间），再显示。',
      en: 'Written to the operation log, with who and why, before anything is shown.',
    },
    params: fields({ messageId }),
    body: fields({ reason }),
    answer: messageWhole,
    errors: [unknownMessage],
  }),
  route({
    name: 'messages.rerun',
    method: 'POST',
    path: '/api/messages/rerun',
    right: 'messages.rerun',
    summary: {
      zh: '按另一政策重算结算，只比较，不写入',
      en: 'Compute settlements again under another law; writes nothing',
    },
    description: {
      zh: '给出 pack（存档的政策包哈希）或 on（取此日的政策）；一次最多 2000 条报文。',
      en: 'Name a pack on file by its hash, or a day whose law is taken; at most 2,000 messages at once.',
    },
    body: fields({
      ...filterFields,
      pack: Type.Optional(text(100, both('存档的政策包哈希', 'hash of a pack on file'))),
      on: Type.Optional(askedDate('取此日的政策', 'take the law of this day')),
    }),
    answer: fields({
      messages: count('查看的报文数', 'messages looked at'),
      changed: count('有变化的结算数', 'settlements that would change'),
      more: Type.Boolean(both('还有更多报文', 'there are more messages than were looked at')),
      sums: Type.Record(Type.String(), share, both('按支付方合计，只计仍有效的', 'by payer, over what still stands')),
      settlements: Type.Array(
        fields({
          receivedAt: time('收到时间', 'when it came'),
          infno: Type.String(),
          insuredId: Type.String(),
          settlementId: Type.String(),
          planBefore: Type.String(both('原方案', 'plan before')),
          planAfter: Type.String(both('新方案', 'plan after')),
          total: fen('总费用', 'total charge'),
          stands: Type.Boolean(both('现仍有效', 'whether it still stands')),
          coverageDiffers: Type.Boolean(
            both('明细规则不同，明细未重算', 'lines would be split differently; they were not'),
          ),
          unknownTotals: Type.Array(Type.String(), both('按零计的累计', 'running totals taken as zero')),
          payers: Type.Record(Type.String(), share),
        }),
      ),
      leftOut: Type.Array(
        fields({
          messageId: Type.String(),
          infno: Type.String(),
          why: Type.String(both('为何不重算', 'why it was not computed again')),
          fact: maybe(Type.String(both('相关编号或代码', 'the number or code behind it'))),
        }),
      ),
    }),
    errors: [
      badFilter,
      tooWideMessages,
      restError({
        code: 'messages.no-law',
        status: 400,
        message: { zh: '未说明按哪个政策重算', en: 'no law to compute under was named' },
        cure: { zh: '请给出 pack（政策包哈希）或 on（日期）', en: 'name a pack hash or a day' },
      }),
      unknownThing('messages.unknown-pack', '这个存档的政策包', 'such pack on file'),
    ],
  }),
] as const
