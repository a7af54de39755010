import Type from 'typebox'
import { changedMeanwhile, unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import { askedDate, both, count, date, fields, matterId, maybe, oneOf, reason, text } from './schemas.ts'

const kind = oneOf(
  ['institution', 'doctor', 'person'],
  'institution 机构，doctor 医师等相关人员，person 参保人',
  'institution, doctor, insured person',
)
const subject = text(40, {
  ...both('机构编码、人员编码或人员编号', 'code of the institution or doctor, number of the person'),
  examples: ['H33020000001'],
})
const points = (zh: string, en: string) => Type.Integer({ ...both(zh, en), minimum: 0, maximum: 1000 })
const recordNumber = Type.Integer({
  ...both('记分的序号', 'number of the record that it is about'),
  minimum: 1,
  maximum: 1_000_000,
})

const seeRules = ['规则见 policy/supervision/credit.yaml', 'see policy/supervision/credit.yaml'] as const
const lookAgain = ['请重新查看，再决定', 'look at it again, then decide'] as const

const readErrors = [
  unknownThing('credit.unknown-subject', '这份信用档案', 'such archive'),
  error('credit.no-scheme', 409, ['该日没有记分规则', 'no rules of credit on that day'], seeRules),
] as const

/** What adding to an archive may be refused with. */
const creditErrors = [
  ...readErrors,
  error(
    'credit.unknown-matter',
    404,
    ['没有这件疑点或案件', 'there is no such matter'],
    ['请核对编号', 'check the number'],
  ),
  error(
    'credit.not-decided',
    409,
    ['尚未作出决定', 'it is not decided yet'],
    ['决定以后再记分', 'record points when it is'],
  ),
  error(
    'credit.other-subject',
    409,
    ['不是这件事项的对象', 'the matter is about somebody else'],
    ['请核对对象', 'check whom it is about'],
  ),
  changedMeanwhile('credit.changed-meanwhile', '这份信用档案', 'the archive'),
  error('credit.no-reason', 400, ['未说明理由', 'without a reason'], ['请填写理由', 'give the reason']),
  error(
    'credit.out-of-order',
    409,
    ['早于最后一次记录', 'earlier than the last event'],
    ['请核对日期', 'check the day'],
  ),
  error('credit.unknown-breach', 409, ['没有这种情形', 'no such breach'], seeRules),
  error('credit.unknown-record', 409, ['没有这次记分', 'no such record'], lookAgain),
  error('credit.unknown-repair', 409, ['没有这种修复方式', 'no such way of repair'], seeRules),
  error('credit.already-recorded', 409, ['此事项已就同一情形记分', 'points were taken for it before'], lookAgain),
  error('credit.already-appealed', 409, ['已申诉过', 'it was appealed before'], lookAgain),
  error('credit.no-appeal', 409, ['没有待处理的申诉', 'no appeal is open'], lookAgain),
  error(
    'credit.appeal-open',
    409,
    ['申诉处理中', 'an appeal is open'],
    ['申诉处理以后再办', 'do it when the appeal is decided'],
  ),
  error(
    'credit.same-person',
    403,
    ['记分人不得处理申诉', 'who recorded does not decide the appeal'],
    ['请由他人处理', 'let somebody else decide'],
  ),
  error(
    'credit.too-late',
    409,
    ['已过申诉期限', 'the term for an appeal is over'],
    ['逾期不再受理', 'it is not taken any more'],
  ),
  error('credit.points', 409, ['分值不在档内', 'the points lie outside the band'], seeRules),
  error('credit.nothing-left', 409, ['已无可修复的分值', 'nothing is left to repair'], lookAgain),
  error('credit.repair-cap', 409, ['本年修复已达上限', 'as much as a year allows'], seeRules),
] as const

const part = fields({
  number: count('序号', 'number'),
  on: date('记分日', 'recorded on'),
  breach: Type.String(both('情形代码', 'code of the breach')),
  matterId,
  recorded: points('所记分值', 'points recorded'),
  upheld: points('申诉后分值', 'after an appeal'),
  repaired: points('已修复', 'repaired'),
  faded: points('已消减', 'faded'),
  counts: points('现计分值', 'what counts now'),
  appeal: oneOf(['none', 'open', 'resolved'], 'none 未申诉，open 处理中，resolved 已处理', 'none, open, resolved'),
})

const archive = fields({
  kind,
  subject,
  on: date('所看的日期', 'the day looked at'),
  counts: oneOf(['year', 'base'], 'year 自然年累计，base 基准分扣减', 'adds up within a year, taken from a base'),
  value: points('现有分值', 'the value'),
  grade: maybe(Type.String(both('等级', 'grade'))),
  version: count('版本，每次记录加一', 'grows with each event'),
  parts: Type.Array(part, both('每分的来历', 'how each point arose')),
  consequences: Type.Array(
    fields({
      does: oneOf(['talk', 'pause', 'end'], 'talk 谈话提醒，pause 暂停，end 终止', 'talk, pause, end'),
      points: points('达到的分值', 'points reached'),
      atOnce: Type.Boolean(both('一次记满', 'reached by one record')),
      reachedOn: date('达到日', 'reached on'),
      earliestEnd: date('最早结束', 'may be over from'),
      latestEnd: date('最迟结束', 'may hold until'),
    }),
    both('当日有效的后果', 'what holds on the day'),
  ),
  source: Type.String(both('依据', 'source')),
  assumed: Type.Boolean(both('部分数值为推定', 'some numbers are supposed')),
})

const path = '/api/credit/{kind}/{subject}' as const

export const creditRoutes = [
  route({
    name: 'credit.get',
    method: 'GET',
    path,
    right: 'credit.read',
    summary: { zh: '信用档案：现有分值，每分的来历', en: 'A credit archive: its value, and how each point arose' },
    params: fields({ kind, subject }),
    query: fields({ on: Type.Optional(askedDate('所看的日期，缺省今日', 'the day looked at, today when absent')) }),
    answer: archive,
    errors: readErrors,
  }),
  route({
    name: 'credit.act',
    method: 'POST',
    path: `${path}/events`,
    right: 'credit.record',
    summary: { zh: '记分、登记申诉、处理申诉、修复', en: 'Record points, an appeal, its outcome, a repair' },
    params: fields({ kind, subject }),
    body: fields({
      does: oneOf(['record', 'appeal', 'resolve', 'repair'], '办理的事项', 'what is done'),
      reason,
      breach: Type.Optional(text(40, both('记分：情形代码', 'of a record: code of the breach'))),
      responsibility: Type.Optional(
        oneOf(['general', 'important', 'main'], '记分：责任程度', 'of a record: degree of responsibility'),
      ),
      matterId: Type.Optional(text(40, both('记分：已决定的疑点或案件', 'of a record: the matter that was decided'))),
      points: Type.Optional(
        points('记分：分值，缺省按责任程度；处理申诉：保留的分值', 'points; what remains after an appeal'),
      ),
      refers: Type.Optional(recordNumber),
      repair: Type.Optional(text(40, both('修复方式代码', 'code of the repair'))),
      seen: Type.Optional(
        Type.Integer({ ...both('看到的版本', 'the version that was looked at'), minimum: 0, maximum: 1_000_000 }),
      ),
    }),
    answer: archive,
    errors: creditErrors,
  }),
] as const
