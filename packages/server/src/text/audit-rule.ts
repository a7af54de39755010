import type { AuditExpression, AuditRule, Measure, RuleKind, RuleScope, Side, Stake } from '@yibao/core/audit'
import {
  auditActionWords,
  momentWords,
  ruleClassWords,
  ruleKindWords,
  ruleParameterWords,
  severityWords,
} from '@yibao/core/audit'
import { expressionText } from './audit-expression.ts'
import { bearerWords, partitionWords, scopeWords, subjectText, withinText } from './audit-words.ts'
import { aside, type Language, say, type Words, wordOf } from './words.ts'

function line([zh, en]: Words, text: string, language: Language): string {
  return language === 'zh' ? `${zh}：${text}` : `${en}: ${text}`
}

function optional(words: Words, tree: AuditExpression | null, language: Language): readonly string[] {
  return tree === null ? [] : [line(words, expressionText(tree), language)]
}

function measureText(measure: Measure, language: Language): string {
  if (measure.of === 'count') return say(['条数', 'how many'], language)
  const value = expressionText(measure.value)
  return measure.of === 'sum'
    ? say([`${value} 之和`, `the sum of ${value}`], language)
    : say([`不同 ${value} 的个数`, `how many different ${value}`], language)
}

function keysText(keys: readonly AuditExpression[], language: Language): string {
  return keys.length === 0 ? say(['全部合计', 'all together'], language) : keys.map(expressionText).join(', ')
}

function sideLines(words: Words, { each, where, keys, measure }: Side, language: Language): readonly string[] {
  const parts = [subjectText(each, language), measureText(measure, language)]
  const condition =
    where === null ? '' : say([`，条件 ${expressionText(where)}`, `, where ${expressionText(where)}`], language)
  const by =
    keys.length === 0 ? '' : say([`，按 ${keysText(keys, language)}`, `, by ${keysText(keys, language)}`], language)
  return [line(words, `${parts.join(' ')}${condition}${by}`, language)]
}

const whenWords: Words = ['条件', 'condition']
const eachWords: Words = ['对象', 'each']
const spanWords: Words = ['范围', 'window']

/** What a rule does, a line each. */
function kindLines(does: RuleKind, language: Language): readonly string[] {
  const told = (words: Words, text: string): string => line(words, text, language)
  switch (does.kind) {
    case 'match':
      return [told(eachWords, subjectText(does.each, language)), ...optional(whenWords, does.when, language)]
    case 'count': {
      const limit = `${measureText(does.measure, language)} ${does.hit === 'over' ? '>' : '>='} ${expressionText(does.limit)}`
      return [
        told(eachWords, subjectText(does.each, language)),
        ...optional(whenWords, does.where, language),
        told(['分组', 'by'], keysText(does.per, language)),
        told(spanWords, withinText(does.within, language)),
        told(['限度', 'limit'], limit),
      ]
    }
    case 'pair':
      return [
        told(eachWords, subjectText(does.each, language)),
        ...optional(['第一项', 'first'], does.first, language),
        ...optional(['第二项', 'second'], does.second, language),
        ...(does.per.length === 0 ? [] : [told(['分组', 'by'], keysText(does.per, language))]),
        told(spanWords, withinText(does.within, language)),
        ...optional(whenWords, does.when, language),
      ]
    case 'partner':
      return [
        told(eachWords, subjectText(does.each, language)),
        ...optional(whenWords, does.where, language),
        told(['须有', 'needs'], `${subjectText(does.needs, language)}: ${expressionText(does.which)}`),
        told(
          spanWords,
          `${withinText(does.within, language)}${does.direction === 'before' ? say(['，在其之前', ', before it'], language) : say(['，前后均可', ', on either side'], language)}`,
        ),
      ]
    case 'compare':
      return [
        ...sideLines(['左', 'left'], does.left, language),
        ...sideLines(['右', 'right'], does.right, language),
        told(spanWords, withinText(does.within, language)),
        told(whenWords, `left ${does.op} ${expressionText(does.factor)} * right + ${expressionText(does.allowance)}`),
        ...optional(['左数至少', 'left at least'], does.leftAtLeast, language),
        ...optional(['右数至少', 'right at least'], does.rightAtLeast, language),
      ]
  }
}

const stakeWords: Readonly<Record<Extract<Stake, string>, Words>> = {
  line: ['该项金额', 'the amount of the line'],
  excess: ['超出部分的金额', 'the amount beyond the limit'],
  visit: ['该次就诊总费用', 'the total of the visit'],
  fund: ['基金支付额', 'what the funds paid'],
  none: ['无', 'none'],
}

function stakeText(stake: Stake, language: Language): string {
  return typeof stake === 'string' ? say(stakeWords[stake], language) : expressionText(stake)
}

function scopeText(scope: RuleScope, language: Language): string {
  const parts = Object.entries(scope).map(([name, values]) => {
    const { title, values: known } = scopeWords[name as keyof RuleScope]
    const told = values.map((value: string) => say(known[value] ?? [value, value], language))
    return `${say(title, language)} ${told.join(language === 'zh' ? '、' : ', ')}`
  })
  return parts.length === 0 ? say(['全部', 'all'], language) : parts.join(language === 'zh' ? '；' : '; ')
}

function parameterText(value: AuditRule['parameters'][string]): string {
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** What a parameter is called, with the name that its conditions use; one of an author's own has only that. */
function parameterName(name: string, language: Language): string {
  return Object.hasOwn(ruleParameterWords, name)
    ? `${wordOf(ruleParameterWords, name, language)}${aside(`param.${name}`, language)}`
    : name
}

/** A rule in words, a line each: what it guards, when and for whom, what it does, and what becomes of a hit. */
export function ruleLines(rule: AuditRule, language: Language): readonly string[] {
  const told = (words: Words, text: string): string => line(words, text, language)
  const { from, until } = rule.range
  const moments = rule.moments.map((moment) => say(momentWords[moment], language)).join(', ')
  const consequence = `${say(severityWords[rule.severity], language)} · ${say(auditActionWords[rule.action], language)}`
  const bearer = rule.action === 'deduct' ? ` · ${say(bearerWords[rule.bears], language)}` : ''
  return [
    `${rule.code} ${rule.name[language]}`,
    told(['类别', 'class'], say(ruleClassWords[rule.class], language)),
    told(['依据', 'basis'], rule.basis),
    told(['环节', 'moments'], moments),
    told(['适用', 'scope'], scopeText(rule.scope, language)),
    told(['生效', 'in force'], until === null ? say([`自 ${from}`, `from ${from}`], language) : `${from} – ${until}`),
    told(['方式', 'kind'], say(ruleKindWords[rule.does.kind], language)),
    ...kindLines(rule.does, language).map((text) => `  ${text}`),
    ...rule.exceptions.map(({ name, when }) => told(['除外', 'except'], `${name}: ${expressionText(when)}`)),
    ...Object.entries(rule.parameters).map(([name, value]) =>
      told(['参数', 'parameter'], `${parameterName(name, language)} = ${parameterText(value)}`),
    ),
    ...(rule.table === null ? [] : [told(['知识表', 'table'], rule.table)]),
    ...(rule.partition === 'person'
      ? []
      : [told(['归集', 'partition'], say(partitionWords[rule.partition], language))]),
    ...(rule.lookback === 0
      ? []
      : [
          told(
            ['回溯', 'look-back'],
            say([`${rule.lookback} 天`, `${rule.lookback} day${rule.lookback === 1 ? '' : 's'}`], language),
          ),
        ]),
    told(['处理', 'consequence'], `${consequence}${bearer}`),
    told(['涉及金额', 'stake'], stakeText(rule.stake, language)),
    told(['权重', 'weight'], String(rule.weight)),
    told(['提示', 'says'], rule.says[language]),
  ]
}
