import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { saidError as error, route } from './route.ts'
import {
  askedDate,
  both,
  count,
  date,
  division,
  fen,
  fields,
  maybe,
  oneOf,
  providerCode,
  said,
  text,
  words,
} from './schemas.ts'

/** A rule is tried on so many days at most. */
export const ruleTryDays = 31
/** And on so many visits. */
export const ruleTryVisits = 20_000

const code = text(40, { ...both('规则编码', 'code of the rule'), examples: ['M-C02'] })
const severity = oneOf(['violation', 'suspect', 'remind'], '程度', 'how sure')

const tally = fields({ hits: count('命中', 'hits'), stake: fen('涉及金额', 'money in question') })

const ruleRow = fields({
  code,
  name: words,
  class: oneOf(['policy', 'management', 'clinical', 'behaviour', 'drg-dip', 'agency'], '类别', 'class'),
  severity,
  action: oneOf(['refuse', 'deduct', 'mark'], '处理', 'what becomes of a hit at settlement'),
  moments: Type.Array(oneOf(['pre', 'in', 'post'], '环节', 'moment')),
  kind: oneOf(['match', 'count', 'pair', 'partner', 'compare'], '方式', 'kind'),
  basis: said('条款', 'the clause that it protects'),
  table: maybe(said('知识表', 'knowledge table')),
  points: count('知识点数', 'points of its table'),
  from: date('自', 'in force from'),
  until: maybe(date('至（不含）', 'until, not included')),
  worth: tally,
})

const problem = fields({
  line: count('行', 'line'),
  what: words,
  value: maybe(said('所写', 'what stands there')),
  cure: words,
})

const caseRow = fields({
  name: words,
  line: count('行', 'line'),
  hits: Type.Boolean(both('应当命中', 'it is to hit')),
  passes: Type.Boolean(both('通过', 'it comes out so')),
  differences: Type.Array(words, both('不符之处', 'what came out otherwise')),
})

const askedPlace = {
  division: Type.Optional(division),
  on: Type.Optional(askedDate('哪一日使用的规则，缺省今日', 'the rules of which day, today when absent')),
}

const noRelease = unknownThing('rules.no-release', '启用的规则', 'rules in force')
const unknownRule = unknownThing('rules.unknown', '这条规则', 'such rule')

export const ruleRoutes = [
  route({
    name: 'rules.list',
    method: 'GET',
    path: '/api/rules',
    right: 'rules.read',
    summary: {
      zh: '启用的审核规则，及近 90 天查出的金额',
      en: 'Audit rules in force, with what they found in the last ninety days',
    },
    query: fields(askedPlace),
    answer: fields({
      division: maybe(division),
      release: maybe(said('规则版本摘要', 'digest of the release')),
      from: maybe(date('启用日', 'in force from')),
      divisions: Type.Array(division, both('可查看的统筹区', 'regions that can be looked at')),
      rows: Type.Array(ruleRow),
    }),
    errors: [noRelease],
  }),
  route({
    name: 'rules.get',
    method: 'GET',
    path: '/api/rules/{code}',
    right: 'rules.read',
    summary: { zh: '一条规则：规定、参数、算例、文本', en: 'One rule: what it says, parameters, cases, text' },
    params: fields({ code }),
    query: fields(askedPlace),
    answer: fields({
      ...ruleRow.properties,
      division,
      release: said('规则版本摘要', 'digest of the release'),
      definition: Type.Array(words, both('规定，逐条', 'what it says, line by line')),
      parameters: Type.Array(fields({ name: said('名称', 'name'), value: said('值', 'value') })),
      text: maybe(
        fields(
          {
            file: said('文件', 'file'),
            yaml: said('YAML 文本', 'the text'),
            same: Type.Boolean(both('与启用的规则相同', 'it is the rule in force')),
          },
          both('随附的规则文件', 'the file of the rule as it ships'),
        ),
      ),
      cases: Type.Array(caseRow),
    }),
    errors: [noRelease, unknownRule],
  }),
  route({
    name: 'rules.try',
    method: 'POST',
    path: '/api/rules/try',
    right: 'rules.read',
    summary: {
      zh: '检查并试算一条规则的文本，不启用',
      en: 'Check the text of a rule and try it on the past; it is not put in force',
    },
    description: {
      zh: '先检查写法，再运行算例；写明 from、until 的，与启用的规则在这段过去上比较，什么也不写入。启用由 ./yibao audit release import 办理。',
      en: 'The text is checked and its cases are run; with from and until it is held against the rule in force over that past. Nothing is written: rules come into force by ./yibao audit release import.',
    },
    body: fields({
      division,
      yaml: Type.String({
        ...both('规则的 YAML 文本', 'the rule as YAML'),
        examples: ['code: M-C02'],
        minLength: 1,
        maxLength: 60_000,
      }),
      from: Type.Optional(askedDate('首个结算日', 'first day of settlement')),
      until: Type.Optional(askedDate('末个结算日（含）', 'last day')),
      providerCode: Type.Optional(providerCode),
    }),
    answer: fields({
      code: maybe(said('规则编码', 'code of the rule')),
      problems: Type.Array(problem),
      cases: Type.Array(caseRow),
      past: maybe(
        fields(
          {
            visits: count('就诊次数', 'visits'),
            lines: count('明细行数', 'lines'),
            isNew: Type.Boolean(both('启用的规则中没有此编码', 'no rule in force has this code')),
            before: tally,
            after: tally,
            gone: tally,
            come: tally,
            changed: count('金额变化的', 'found by both with another amount'),
            places: Type.Array(
              fields({
                providerCode,
                name: maybe(said('机构名称', 'name')),
                before: tally,
                after: tally,
              }),
              both('按机构，变化大的在前', 'by institution, the greatest change first'),
            ),
            examples: Type.Array(
              fields({
                how: oneOf(['gone', 'come', 'changed'], '减少、新增、金额变', 'gone, come, changed'),
                providerCode: said('机构', 'institution'),
                visitId: maybe(said('就诊', 'visit')),
                lineNumber: maybe(said('明细', 'line')),
                on: date('日期', 'day'),
                stake: fen('涉及金额', 'money in question'),
                stakeBefore: maybe(fen('原金额', 'before')),
              }),
            ),
            notEvaluated: Type.Array(
              fields({ missing: said('缺少的事实', 'the missing fact'), count: count('次数', 'how often') }),
              both('未评估', 'not evaluated'),
            ),
          },
          both('在过去的结算上', 'over the past'),
        ),
      ),
    }),
    errors: [
      noRelease,
      error(
        'rules.too-wide',
        400,
        ['试算时段过长、颠倒或不完整', 'the days to try it on are too many, the wrong way round, or half told'],
        [`请同时填写起止日期，不超过 ${ruleTryDays} 天`, `give both days, at most ${ruleTryDays} apart`],
      ),
      error(
        'rules.too-much',
        409,
        ['该范围内的就诊太多', 'there are too many visits in it'],
        ['请缩短时段，或选一家机构；上限已列出', 'choose fewer days or one institution; the most is named'],
      ),
      error(
        'rules.too-long',
        503,
        ['试算超过时限，已停止', 'it took too long and was stopped'],
        ['请缩短时段，或选一家机构', 'choose fewer days or one institution'],
      ),
      error(
        'rules.busy',
        429,
        ['正在为他人试算', 'another rule is being tried'],
        ['请过几秒再试', 'try again in a few seconds'],
      ),
      error(
        'rules.retired',
        409,
        ['这些日子的明细已归档', 'the lines of these days were archived'],
        ['请选所列日期以后的日子', 'choose days from the one named on'],
      ),
    ],
  }),
] as const
