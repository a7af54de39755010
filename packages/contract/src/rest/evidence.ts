import {
  type CustodyAct,
  custodyActWords,
  type PieceKind,
  type PieceState,
  pieceKindWords,
  pieceStateWords,
} from '@yibao/core/evidence'
import Type from 'typebox'
import { changedMeanwhile, unknownThing } from './errors.ts'
import { base64Length, changedFile, fileErrors } from './matter-files.ts'
import { saidError as error, fileAnswer, route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fields,
  matterId,
  maybe,
  oneOf,
  page,
  pageFields,
  reason,
  said,
  seenVersion,
  sentFile,
  text,
  time,
  words,
} from './schemas.ts'

const code = text(20, { ...both('证据编号', 'code of the piece'), examples: ['E2023-000001-7'] })
const state = oneOf(Object.keys(pieceStateWords) as readonly PieceState[], '状态', 'where it is')
const kind = oneOf(Object.keys(pieceKindWords) as readonly PieceKind[], '种类', 'kind')
const approved = oneOf(['check-out', 'transfer', 'destroy'], '批准何事', 'what is allowed')
const actNames = [
  'approve',
  'check-out',
  'return',
  'transfer',
  'destroy',
  'report-lost',
  'report-damaged',
  'restore',
] as const
const act = oneOf(actNames, '事项', 'act')
const place = text(60, both('存放处', 'where it is kept'))

const pieceRow = fields({
  code,
  matterId: maybe(matterId),
  matterTitle: maybe(words),
  division,
  kind,
  title: said('名称', 'title'),
  source: said('来源', 'from whom or where'),
  state,
  version: count('版本', 'version'),
  place: said('存放处', 'place'),
  keeper: said('入库人', 'who took it in'),
  collectedAt: time('入库时间', 'taken in'),
  borrower: maybe(said('借用人', 'with whom it is')),
  dueBack: maybe(date('应还', 'due back')),
  file: maybe(
    fields({
      name: said('文件名', 'name'),
      size: count('字节数', 'bytes'),
      type: said('类型', 'type'),
      sm3: said('SM3', 'SM3'),
    }),
  ),
})

const wholePiece = fields({
  ...pieceRow.properties,
  approval: maybe(
    fields({
      for: approved,
      by: said('审批人', 'by whom'),
      borrower: maybe(said('借给', 'for whom')),
      until: date('有效至', 'until'),
    }),
  ),
  may: Type.Array(act, both('您现在可办的事项', 'what you may do now')),
})

const custodyEvent = fields({
  number: count('序号', 'number'),
  act: oneOf(Object.keys(custodyActWords) as readonly CustodyAct[], '事项', 'act'),
  actor: said('经办人', 'by whom'),
  at: time('时间', 'when'),
  reason: said('事由', 'why'),
  place: maybe(said('存放处', 'place')),
  borrower: maybe(said('借用人', 'with whom')),
  dueBack: maybe(date('应还', 'due back')),
  receiver: maybe(said('接收机关', 'receiving authority')),
  hash: said('链上摘要', 'hash of the chain'),
})

const unknownPiece = unknownThing('evidence.unknown-piece', '这件证据', 'such piece')
const contentMissing = error(
  'evidence.content-missing',
  409,
  ['文件内容不存在', 'the content is not there'],
  ['请从备份恢复', 'restore it from a backup'],
)
const noFacts = error(
  'evidence.no-facts',
  400,
  ['缺少必要的内容', 'something is missing'],
  ['请补充所指的一项', 'add what is named'],
)
const noRight = error(
  'evidence.no-right',
  403,
  ['不是您的岗位办理的事项', 'another office does this'],
  ['请由保管或审批人员办理', 'let a keeper or an approver do it'],
)
const badText = error(
  'evidence.bad-text',
  400,
  ['文字过长或含控制字符', 'the text is too long, or holds control characters'],
  ['请改写', 'write it anew'],
)
const noReason = error('evidence.no-reason', 400, ['未写明事由', 'without a reason'], ['请填写理由', 'give the reason'])
const clockBack = error(
  'evidence.clock-back',
  409,
  ['时钟早于上一步', 'the clock went back'],
  ['请联系运维校准时钟', 'tell the operators to set it right'],
)

const collectErrors = [
  noRight,
  ...fileErrors,
  changedFile,
  contentMissing,
  noFacts,
  badText,
  noReason,
  clockBack,
] as const

const path = '/api/evidence/{code}' as const

export const evidenceRoutes = [
  route({
    name: 'evidence.list',
    method: 'GET',
    path: '/api/evidence',
    right: 'evidence.read',
    summary: { zh: '证据，新的在前', en: 'Pieces of evidence, newest first' },
    query: fields({
      matterId: Type.Optional(matterId),
      state: Type.Optional(state),
      place: Type.Optional(place),
      ...pageFields,
    }),
    answer: page(pieceRow),
    errors: [],
  }),
  route({
    name: 'evidence.get',
    method: 'GET',
    path,
    right: 'evidence.read',
    summary: { zh: '一件证据', en: 'One piece of evidence' },
    params: fields({ code }),
    answer: wholePiece,
    errors: [unknownPiece],
  }),
  route({
    name: 'evidence.custody',
    method: 'GET',
    path: `${path}/custody`,
    right: 'evidence.read',
    summary: { zh: '保管链：谁、何时、为何', en: 'Its chain of custody: who, when, why' },
    params: fields({ code }),
    answer: fields({ rows: Type.Array(custodyEvent) }),
    errors: [unknownPiece],
  }),
  route({
    name: 'evidence.file',
    method: 'GET',
    path: `${path}/file`,
    right: 'evidence.read',
    summary: { zh: '证据的文件', en: 'The file of a piece' },
    description: { zh: '取用记入操作日志。', en: 'Every look is written to the operation log.' },
    params: fields({ code }),
    answer: fileAnswer('application/octet-stream'),
    errors: [unknownPiece, noFacts, changedFile, contentMissing],
  }),
  route({
    name: 'evidence.collect',
    method: 'POST',
    path: '/api/evidence',
    right: 'evidence.keep',
    summary: { zh: '登记一件证据', en: 'Take a piece of evidence in' },
    description: {
      zh: '文件 4 MB 以内；更大的以 ./yibao evidence collect 登记。物证不带文件。',
      en: 'Files up to 4 MB; larger ones by ./yibao evidence collect. An object has no file.',
    },
    body: fields({
      matterId: Type.Optional(matterId),
      division,
      kind,
      title: text(120, both('名称', 'title')),
      source: text(120, both('来源', 'from whom or where')),
      place,
      reason,
      file: Type.Optional(
        fields({
          ...sentFile(base64Length, '清单.pdf'),
        }),
      ),
    }),
    bodyBytes: base64Length + 8192,
    answer: fields({ code }),
    errors: collectErrors,
  }),
  route({
    name: 'evidence.act',
    method: 'POST',
    path: `${path}/acts`,
    right: 'evidence.read',
    summary: {
      zh: '办理一件证据：审批、借出、归还、移交、销毁',
      en: 'Approve, hand out, take back, transfer or destroy a piece',
    },
    description: {
      zh: '借出、移交、销毁须先经他人审批；未经审批的尝试记为告警。version 是您看到的版本。',
      en: 'Somebody else approves first what goes out or is destroyed; a try without is noted as an alarm. `version` is the one you looked at.',
    },
    params: fields({ code }),
    body: fields({
      act,
      version: seenVersion,
      reason,
      for: Type.Optional(approved),
      until: Type.Optional(askedDate('审批有效至', 'the last day on which it counts')),
      borrower: Type.Optional(text(60, both('借给谁', 'to whom'))),
      dueBack: Type.Optional(askedDate('应还日期', 'due back on')),
      receiver: Type.Optional(text(120, both('接收机关', 'which authority'))),
      place: Type.Optional(place),
    }),
    answer: wholePiece,
    errors: [
      unknownPiece,
      noRight,
      changedMeanwhile('evidence.changed-meanwhile', '这件证据', 'the piece'),
      error(
        'evidence.not-now',
        409,
        ['现在不能这样办', 'not in its present state'],
        ['此时可办的事项已列出', 'what may be done now is listed'],
      ),
      error(
        'evidence.no-approval',
        409,
        ['未经审批，已记为告警', 'without approval; it was noted as an alarm'],
        ['请他人先审批', 'let another person approve it first'],
      ),
      error(
        'evidence.approval-over',
        409,
        ['审批已到期', 'the approval is over'],
        ['请重新审批', 'have it approved anew'],
      ),
      error(
        'evidence.same-person',
        403,
        ['不能审批自己经手或借用的', 'nobody approves what he hands out or takes himself'],
        ['请由他人审批', 'let another person approve'],
      ),
      error('evidence.deadline-past', 400, ['日期已过', 'the day is past'], ['请写今天或以后', 'write today or later']),
      changedFile,
      contentMissing,
      noFacts,
      badText,
      noReason,
      clockBack,
    ],
  }),
] as const
