import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { route } from './route.ts'
import {
  both,
  date,
  division,
  fen,
  fields,
  insuredId,
  maybe,
  oneOf,
  page,
  pageFields,
  reason,
  scheme,
  text,
  time,
  words,
} from './schemas.ts'

const unknownPerson = unknownThing('people.unknown', '这个参保人', 'such insured person')

const maskedName = Type.String(both('姓名，已遮蔽', 'name, masked'))
const maskedNumber = Type.String(both('证件号码，已遮蔽', 'certificate number, masked'))
const certificateType = Type.String(both('证件类型 psn_cert_type', 'kind of certificate'))
const gender = oneOf(['male', 'female', 'unknown'], '性别', 'gender')

const personRow = fields({ insuredId, name: maskedName, certificateType, certificateNumber: maskedNumber, gender })

const enrolment = fields({
  scheme,
  division,
  status: Type.String(both('参保身份', 'standing in the scheme')),
  personType: Type.String(both('人员类别 psn_type', 'kind of person')),
  from: date('起始日', 'first day'),
  until: maybe(date('截止日（不含）', 'first day on which it is over')),
  civilServant: Type.Boolean(both('公务员', 'civil servant')),
  consecutiveYears: Type.Integer(both('连续参保年数', 'years without a gap')),
  employer: Type.String(both('参保单位', 'employer')),
})

const runningTotal = fields({
  scheme,
  period: Type.String(both('期间：年、月或住院', 'the year, month or stay')),
  code: Type.String(both('累计项目 cum_type_code', 'which total')),
  label: words,
  amount: fen('累计金额', 'amount'),
})

/** Insured people. Names and identity numbers never stand in an address, and come masked. */
export const peopleRoutes = [
  route({
    name: 'people.find',
    method: 'POST',
    path: '/api/people/find',
    right: 'people.read',
    summary: { zh: '按证件号码、人员编号或姓名查找参保人', en: 'Find insured people by certificate, number or name' },
    description: {
      zh: '三者给一个。查询写在请求体中，证件号码和姓名不出现在地址里。',
      en: 'Give one of the three. The question travels in the body: no identity number or name stands in an address.',
    },
    body: fields({
      certificateNumber: Type.Optional(text(40, both('证件号码，须完全一致', 'certificate number, whole'))),
      insuredId: Type.Optional(insuredId),
      name: Type.Optional(text(50, both('姓名，须完全一致', 'name, whole'))),
      ...pageFields,
    }),
    answer: page(personRow),
    errors: [],
  }),
  route({
    name: 'people.get',
    method: 'GET',
    path: '/api/people/{insuredId}',
    right: 'people.read',
    summary: {
      zh: '一个参保人：参保、账户余额、累计',
      en: 'One insured person: enrolments, account balance, running totals',
    },
    params: fields({ insuredId }),
    answer: fields({
      ...personRow.properties,
      birthYear: Type.Integer(both('出生年', 'year of birth')),
      diedOn: maybe(date('死亡日', 'day of death')),
      accountBalance: fen('个人账户余额', 'balance of the personal account'),
      enrolments: Type.Array(enrolment),
      totals: Type.Array(runningTotal),
    }),
    errors: [unknownPerson],
  }),
  route({
    name: 'people.unmask',
    method: 'POST',
    path: '/api/people/{insuredId}/unmask',
    right: 'people.unmask',
    summary: { zh: '查看姓名和证件号码原文', en: 'Show name and identity number unmasked' },
    description: {
      zh: '先记入操作日志（人、事由、时间），再显示。',
      en: 'Written to the operation log, with who and why, before anything is shown.',
    },
    params: fields({ insuredId }),
    body: fields({ reason }),
    answer: fields({
      insuredId,
      name: Type.String(both('姓名', 'name')),
      certificateType,
      certificateNumber: Type.String(both('证件号码', 'certificate number')),
      birth: date('出生日期', 'day of birth'),
      shownAt: time('查看时间', 'when it was shown'),
    }),
    errors: [unknownPerson],
  }),
] as const
