import type { Facts, Scheme, SchemeFinding, SchemeRefusalCode, SchemeWarningCode } from '@yibao/core/drg'
import { type Shown, shownLines, told } from './grouping-lines.ts'
import { adrgName, mdcName } from './grouping-words.ts'
import { saysTests, topicsWords } from './scheme-finding-facts.ts'
import type { Words } from './words.ts'

type Sentence = (facts: FactsRead, scheme: Scheme) => Words

/** Facts as sentences need them: a text, or a list on one line. */
interface FactsRead {
  readonly text: (name: string) => string
  readonly groups: Words
}

const refusals: Readonly<Record<SchemeRefusalCode, Sentence>> = {
  'scheme.range-reversed': ({ text }) => [
    `适用期止 ${text('until')} 不晚于起 ${text('from')}，没有一天适用：改正起止日`,
    `the range ends on ${text('until')}, not after it begins on ${text('from')}: correct the days`,
  ],
  'scheme.mdc-unknown': ({ text }) => [
    `顺序中的 ${text('mdc')} 不存在：在 mdcs 中补上或从顺序中删去`,
    `${text('mdc')} stands in the order but is declared nowhere: add it to mdcs or take it out`,
  ],
  'scheme.mdc-twice': ({ text }) => [
    `${text('mdc')} 在顺序中出现两次：只留一个`,
    `${text('mdc')} stands in the order twice: keep one`,
  ],
  'scheme.mdc-not-in-order': ({ text }) => [
    `${text('mdc')} 不在 mdcOrder 中，永不进入：补上其位置`,
    `${text('mdc')} is not in mdcOrder and would never be entered: give it a place`,
  ],
  'scheme.adrg-unknown': ({ text }) => [
    `${text('mdc')} 的步骤 ${text('adrg')} 不存在：在 adrgs 中补上或改正`,
    `step ${text('adrg')} of ${text('mdc')} is declared nowhere: add it to adrgs or correct it`,
  ],
  'scheme.list-unknown': ({ text }) => [
    `清单 ${text('list')} 不存在：在 lists.json 中补上或改正名称`,
    `there is no list ${text('list')}: add it to lists.json or correct the name`,
  ],
  'scheme.result-empty': () => [
    '结果编码为空：写出组的编码',
    'the code of the result is empty: write the code of the group',
  ],
  'scheme.condition-empty': () => [
    '空条件：写一项，或写 {"const": true}',
    'an empty condition: write one key, or {"const": true}',
  ],
  'scheme.condition-several-keys': ({ text }) => [
    `一个条件有多项（${text('keys')}）：用 all 或 any 合并`,
    `one condition with several keys (${text('keys')}): join them by "all" or "any"`,
  ],
  'scheme.condition-unknown-key': ({ text }) => [
    `不认识的条件 ${text('key')}：核对 docs/grouping.md 中的条件表`,
    `unknown condition ${text('key')}: see the table of conditions in docs/grouping.md`,
  ],
  'scheme.condition-value': ({ text }) => [
    `条件的值不对（${text('found')}）：核对 docs/grouping.md 中的条件表`,
    `the value of the condition is wrong (${text('found')}): see the table of conditions in docs/grouping.md`,
  ],
  'scheme.condition-cyclic': ({ text }) => [
    `条件嵌套超过 ${text('depth')} 层或包含自身：拆开`,
    `conditions nested deeper than ${text('depth')}, or one that holds itself: take it apart`,
  ],
  'scheme.condition-contradicts': ({ text }) => [
    `条件自相矛盾，任何病例都不可能符合：${text('condition')}：改正条件`,
    `the condition contradicts itself, no case can ever satisfy it: ${text('condition')}: correct it`,
  ],
  'scheme.level-both': ({ text }) => [
    `${text('count')} 个诊断既是 MCC 又是 CC：${text('codes')}：每个只留一级`,
    `${text('count')} diagnoses are MCC and CC at once: ${text('codes')}: keep one level each`,
  ],
}

const warnings: Readonly<Record<SchemeWarningCode, Sentence>> = {
  'scheme.mdc-never': ({ text, groups }, scheme) => [
    `${mdcName(scheme, text('mdc'))} 的条件不可能成立，永不进入${groups[0]}`,
    `the gate of ${mdcName(scheme, text('mdc'))} can never hold${groups[1]}`,
  ],
  'scheme.step-never': ({ text }) => [
    `步骤 ${text('step')} 永不得出结果：前面的步骤已全部取走`,
    `the step ${text('step')} never gives its result: the steps before take everything`,
  ],
  'scheme.adrg-never': ({ text, groups }, scheme) => [
    `${adrgName(scheme, text('step'))} 的条件不可能成立${groups[0]}：核对其清单`,
    `the gate of ${adrgName(scheme, text('step'))} can never hold${groups[1]}: check its lists`,
  ],
  'scheme.adrg-against-mdc': ({ text, groups }, scheme) => [
    `${adrgName(scheme, text('step'))} 与 ${mdcName(scheme, text('mdc'))} 的条件不能同时成立${groups[0]}：核对两边的清单`,
    `the gates of ${adrgName(scheme, text('step'))} and ${mdcName(scheme, text('mdc'))} cannot both hold${groups[1]}: check the lists of both`,
  ],
  'scheme.adrg-shadowed': ({ text, groups }, scheme) => [
    `${adrgName(scheme, text('step'))} 永远轮不到：排在前面的 ${text('by')} 已取走其全部病例${groups[0]}：核对顺序与前者的条件`,
    `${adrgName(scheme, text('step'))} never gets a case: ${text('by')}, tried before, takes all of them${groups[1]}: check the order and the gate before it`,
  ],
  'scheme.adrg-behind-mdcs': ({ text, groups }, scheme) => [
    `${adrgName(scheme, text('step'))} 永远轮不到：排在前面的 MDC ${text('by')} 已取走其全部病例${groups[0]}：核对 MDC 顺序`,
    `${adrgName(scheme, text('step'))} never gets a case: the MDCs before, ${text('by')}, take all of them${groups[1]}: check the order of the MDCs`,
  ],
  'scheme.adrg-unused': ({ text }, scheme) => [
    `${adrgName(scheme, text('adrg'))} 不在任何 MDC 的步骤中：补上或删去`,
    `${adrgName(scheme, text('adrg'))} is a step of no MDC: add it to one, or take it out`,
  ],
  'scheme.split-never': ({ groups }) => [
    `细分条件不可能成立${groups[0]}：规则停用、清单为空或没有共同的编码`,
    `the condition of this split can never hold${groups[1]}: switched off, an empty list, or lists without a common code`,
  ],
  'scheme.split-against-gate': ({ text, groups }, scheme) => [
    `细分条件与 ${adrgName(scheme, text('step'))} 的条件不能同时成立${groups[0]}：核对清单`,
    `the split and the gate of ${adrgName(scheme, text('step'))} cannot both hold${groups[1]}: check the lists`,
  ],
  'scheme.split-after-unconditional': ({ text, groups }) => [
    `排在无条件的 ${text('by')} 之后，永远轮不到${groups[0]}：移到它前面`,
    `stands behind ${text('by')}, which takes every case${groups[1]}: move it before`,
  ],
  'scheme.split-implied': ({ text, groups }) => [
    `符合此条件的病例都已归入前面的 ${text('by')}${groups[0]}：核对顺序`,
    `every case of it falls into ${text('by')} before${groups[1]}: check the order`,
  ],
  'scheme.split-behind': ({ groups }) => [
    `前面的细分、步骤与 MDC 合起来已取走其全部病例${groups[0]}：核对顺序`,
    `splits, steps and MDCs before take all its cases together${groups[1]}: check the order`,
  ],
  'scheme.reach-suspect': ({ groups }) => [
    `疑似无法到达，未能证明${groups[0]}：请用病例验证`,
    `perhaps never reached, not proved${groups[1]}: try it with cases`,
  ],
  'scheme.list-empty': ({ text }) => [
    `清单 ${text('list')} 是空的，用到它的条件永不成立：补上编码`,
    `the list ${text('list')} is empty, conditions with it never hold: add its codes`,
  ],
  'scheme.list-unused': ({ text }) => [
    `清单 ${text('list')}（${text('count')} 个编码）没有条件使用：删去，或补上遗漏的条件`,
    `no condition uses the list ${text('list')} (${text('count')} codes): take it out, or add the condition that lost it`,
  ],
  'scheme.drg-without-rule': ({ text }) => [
    `${text('drg')} ${text('name')} 有名称而无规则：补上细分或删去名称`,
    `${text('drg')} ${text('name')} has a name and no rule: add its split or take the name out`,
  ],
  'scheme.drg-without-name': ({ text }) => [
    `${text('drg')} 有规则而无名称：在 drgNames 中补上`,
    `${text('drg')} has a rule and no name: add it to drgNames`,
  ],
  'scheme.name-contradicts': (facts) => [
    `${facts.text('drg')} 的名称“${facts.text('name')}”与条件不符${saysTests(facts.text)[0]}：核对名称或条件`,
    `the name of ${facts.text('drg')}, “${facts.text('name')}”, contradicts its condition${saysTests(facts.text)[1]}: check both`,
  ],
  'scheme.name-untested': ({ text }) => [
    `${text('drg')} 的名称写有“${text('says')}”，而条件并不要求：核对是否漏写条件`,
    `the name of ${text('drg')} says “${text('says')}”, and no condition asks for it: check whether one is missing`,
  ],
  'scheme.name-silent': ({ text }) => [
    `${text('drg')}“${text('name')}”的条件检查${topicsWords(text('tests'))[0]}，名称未提：核对名称或条件`,
    `${text('drg')} “${text('name')}” is split by ${topicsWords(text('tests'))[1]}, of which its name says nothing: check both`,
  ],
  'scheme.name-untidy': ({ text }) => [
    `${text('drg')} 的名称首尾有空白：删去`,
    `the name of ${text('drg')} begins or ends with blanks: take them out`,
  ],
  'scheme.table-without-complication': ({ text }) => [
    `排除表 ${text('table')} 没有并发症或合并症使用：核对编号`,
    `no complication is in the exclusion table ${text('table')}: check its number`,
  ],
  'scheme.table-without-principal': ({ text }) => [
    `排除表 ${text('table')} 没有主要诊断，其 ${text('count')} 个并发症或合并症总是计入：核对编号（本无排除的用 999）`,
    `the exclusion table ${text('table')} holds no principal diagnosis, its ${text('count')} complications always count: check its number (999 says that nothing is excluded)`,
  ],
  'scheme.table-several': ({ text }) => [
    `${text('count')} 个诊断在多个排除表中：${text('codes')}：确认是否有意`,
    `${text('count')} diagnoses stand in several exclusion tables: ${text('codes')}: make sure it is meant`,
  ],
  'scheme.code-untidy': ({ text }) => [
    `${text('count')} 个编码含空白或不可见字符：${text('codes')}：改正，否则永远匹配不上`,
    `${text('count')} codes hold blanks or invisible characters: ${text('codes')}: correct them, nothing will ever match`,
  ],
  'scheme.code-unknown': ({ text }) => [
    `${text('count')} 个编码不在目录中：${text('codes')}：核对编码版本`,
    `${text('count')} codes are in no catalogue: ${text('codes')}: check the edition of the codes`,
  ],
}

/** What one finding says, with the cure. */
export function findingWords(scheme: Scheme, finding: SchemeFinding): Words {
  const facts = readFacts(finding.facts)
  return finding.severity === 'refuse' ? refusals[finding.code](facts, scheme) : warnings[finding.code](facts, scheme)
}

function readFacts(facts: Facts): FactsRead {
  const text = (name: string): string => {
    const value = facts[name]
    if (value === undefined) return ''
    return typeof value === 'string' || typeof value === 'number' ? String(value) : value.join(', ')
  }
  const [lost, elsewhere] = [text('groups'), text('elsewhere')]
  const zh = [lost === '' ? '' : `永不出现的组 ${lost}`, elsewhere === '' ? '' : `${elsewhere} 仍可由他处得出`]
  const en = [
    lost === '' ? '' : `groups lost: ${lost}`,
    elsewhere === '' ? '' : `${elsewhere} still come out elsewhere`,
  ]
  const aside = (parts: readonly string[], [open, join, close]: readonly [string, string, string]) => {
    const said = parts.filter((part) => part !== '')
    return said.length === 0 ? '' : `${open}${said.join(join)}${close}`
  }
  return { text, groups: [aside(zh, ['（', '，', '）']), aside(en, [' (', ', ', ')'])] }
}

/** Findings as a terminal shows them: refusals first, each with its place, then how many there are. */
export function findingsText(scheme: Scheme, findings: readonly SchemeFinding[], shown: Shown): readonly string[] {
  const lines = findings.flatMap((finding) => {
    const { severity, where } = finding
    const [zh, en] = findingWords(scheme, finding)
    const label: Words = severity === 'refuse' ? ['拒绝', 'refuse'] : ['警告', 'warn']
    return [told(0, `${label[0]} ${where}：${zh}`, `${label[1]} ${where}: ${en}`)]
  })
  return shownLines(lines, shown)
}
