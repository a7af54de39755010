import { type AuditAction, type AuditRule, expressionCostBound, type RuleScope, type Stake } from '@yibao/core/audit'
import { expressionOf } from './audit-cel.ts'
import { type CelFields, type CelType, listOf, number, rowOf, text, truth } from './audit-cel-types.ts'
import { ruleCost } from './audit-cost.ts'
import { careKinds, providerKinds, providerLevels, schemeCodes } from './audit-fields.ts'
import { kindNames, kindOf } from './audit-kinds.ts'
import { lookbackNeeded } from './audit-lookback.ts'
import { checkSays } from './audit-says.ts'
import { type KnowledgeShape, pointRow, type SideTable } from './audit-tables-yaml.ts'
import { parameterValue, wholeWithin } from './audit-values.ts'
import { complain, entriesOf, fieldsOf, isMapping, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { bothLanguages, dateOfSpot, wordOf } from './policy-values.ts'

export interface AuditPlace {
  readonly file: string
  readonly line: number
}

/** One rule as its file says it. */
export interface WrittenRule {
  readonly rule: AuditRule
  readonly sources: readonly string[]
  readonly evidence: string
  readonly confidence: 'high' | 'medium' | 'low'
  readonly place: AuditPlace
  /** What the cases are; read later, when the tables are known. */
  readonly cases: readonly Spot[]
}

/** What a rule file may name beyond itself. */
export interface RuleSurroundings {
  readonly sides: ReadonlyMap<string, SideTable>
  readonly shapes: ReadonlyMap<string, KnowledgeShape>
}

export const ruleClasses = ['policy', 'management', 'clinical', 'behaviour', 'drg-dip', 'agency'] as const
const moments = ['pre', 'in', 'post'] as const
const partitions = ['person', 'provider', 'doctor', 'terminal', 'device', 'side'] as const
const codeForm = /^[A-Z]+-[A-Z]?[0-9]+[A-Z]?$/
const stakes = ['line', 'excess', 'visit', 'fund', 'none'] as const
const farthestLookback = 730

const required = [
  'code',
  'name',
  'class',
  'basis',
  'source',
  'evidence',
  'confidence',
  'moments',
  'severity',
  'action',
  'stake',
  'says',
  'range',
  'cases',
] as const
const optional = ['scope', 'bears', 'table', 'partition', 'lookback', 'weight', 'parameters', 'exceptions'] as const

/** A list of words without repetition. */
function wordsOf<Word extends string>(spot: Spot, words: readonly [Word, ...Word[]]): readonly Word[] {
  const list = itemsOf(spot).map((item) => wordOf(item, words))
  if (list.length === 0) complain(spot, `\`${spot.name}\` is empty`, `name some of: ${words.join(', ')}`)
  return [...new Set(list)]
}

function scopeOf(spot: Spot | null): RuleScope {
  if (spot === null) return {}
  const { care, schemes, levels, kinds, medTypes } = fieldsOf(
    spot,
    [],
    ['care', 'schemes', 'levels', 'kinds', 'medTypes'],
  )
  return {
    ...(care === null ? {} : { care: wordsOf(care, careKinds) }),
    ...(schemes === null ? {} : { schemes: wordsOf(schemes, schemeCodes) }),
    ...(levels === null ? {} : { levels: wordsOf(levels, providerLevels) }),
    ...(kinds === null ? {} : { kinds: wordsOf(kinds, providerKinds) }),
    ...(medTypes === null ? {} : { medTypes: itemsOf(medTypes).map((item) => textOf(item) ?? '') }),
  }
}

type Parameters = AuditRule['parameters']

function parametersOf(spot: Spot | null): Parameters {
  if (spot === null) return {}
  return Object.fromEntries(entriesOf(spot).map((entry) => [entry.name, parameterValue(entry)]))
}

function parameterTypes(parameters: Parameters): CelType {
  const typeOf = (value: Parameters[string]): CelType =>
    typeof value === 'number' ? number : typeof value === 'string' ? text : listOf(text)
  return rowOf(
    'set of parameters',
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeOf(value)])),
  )
}

function stakeOf(spot: Spot, names: CelFields): Stake {
  if (isText(spot)) return wordOf(spot, stakes)
  const { cel } = fieldsOf(spot, ['cel'])
  return expressionOf(cel, names, number)
}

function rangeOf(spot: Spot): AuditRule['range'] {
  const fields = fieldsOf(spot, ['from'], ['until'])
  const from = dateOfSpot(fields.from)
  const until = fields.until === null || textOf(fields.until) === 'none' ? null : dateOfSpot(fields.until)
  if (until !== null && until <= from)
    complain(spot, 'a range that ends before it begins', 'correct `from:` or `until:`', `${from} … ${until}`)
  return { from, until }
}

function actionOf(spot: Spot, severity: AuditRule['severity']): AuditAction {
  const action = wordOf(spot, ['mark', 'deduct', 'refuse'])
  if (severity !== 'violation' && action !== 'mark') {
    complain(
      spot,
      `\`${action}\` of a ${severity}`,
      'write `action: mark`: only a violation deducts or refuses',
      action,
    )
  }
  return action
}

function shapeOf(spot: Spot | null, shapes: RuleSurroundings['shapes']): KnowledgeShape | null {
  const name = spot === null ? null : textOf(spot)
  const shape = name === null ? undefined : shapes.get(name)
  if (spot !== null && name !== null && shape === undefined) {
    complain(
      spot,
      `no knowledge table \`${name}\``,
      `add it to knowledge/tables.yaml, or use one of: ${[...shapes.keys()].join(', ')}`,
      name,
    )
  }
  return shape ?? null
}

function checkCost(spot: Spot, rule: AuditRule): void {
  const cost = ruleCost(rule)
  if (cost <= expressionCostBound) return
  const cure = `at most ${expressionCostBound}: use \`count\` or \`partner\` instead of lists within lists`
  complain(spot, 'the rule is too costly', cure, String(cost))
}

export function checkLookback(spot: Spot, rule: AuditRule): void {
  const needed = lookbackNeeded(rule)
  if (needed <= rule.lookback) return
  const cure = `write \`lookback: ${needed}\`, or shorten the window`
  complain(spot, 'a window longer than the look-back', cure, `${needed} days, lookback ${rule.lookback}`)
}

/** The one entry that says what the rule does. */
function kindEntry(spot: Spot): { readonly name: (typeof kindNames)[number]; readonly spot: Spot } | null {
  const found = (isMapping(spot) ? entriesOf(spot) : []).flatMap((entry) => {
    const name = kindNames.find((one) => one === entry.name)
    return name === undefined ? [] : [{ name, spot: entry }]
  })
  if (found.length !== 1)
    complain(spot, `${found.length} kinds in one rule`, `write exactly one of: ${kindNames.join(', ')}`)
  return found[0] ?? null
}

/** Reads one rule; null when its file does not say what it does. Whatever is wrong is reported. */
export function ruleOfSheet(spot: Spot, { sides, shapes }: RuleSurroundings): WrittenRule | null {
  const kind = kindEntry(spot)
  const fields = fieldsOf(spot, required, optional, kindNames)
  if (kind === null) return null
  const code = textOf(fields.code) ?? ''
  if (code !== '' && !codeForm.test(code)) complain(fields.code, 'no code of a rule', 'write it as M-C02', code)
  const parameters = parametersOf(fields.parameters)
  const shape = shapeOf(fields.table, shapes)
  const words = { sides, point: shape === null ? null : pointRow(shape), param: parameterTypes(parameters) }
  const { does, names } = kindOf(kind.name, kind.spot, { words, pairs: shape?.key === 'pair' })
  const severity = wordOf(fields.severity, ['violation', 'suspect', 'remind'])
  const partition = fields.partition === null ? 'person' : wordOf(fields.partition, partitions)
  const when = wordsOf(fields.moments, moments)
  if (partition !== 'person' && when.some((moment) => moment !== 'post')) {
    complain(
      fields.moments,
      `a rule over a ${partition} before care or at settlement`,
      'write `moments: [post]`: only the archive knows it',
      when.join(', '),
    )
  }
  if (shape?.key === 'pair' && does.kind !== 'pair') {
    complain(
      fields.table ?? spot,
      `a table of pairs in a \`${does.kind}\``,
      'use `pair:`, or a table with `key: code`',
      shape.name,
    )
  }
  const stake = stakeOf(fields.stake, names)
  if (stake === 'excess' && does.kind !== 'count')
    complain(fields.stake, `\`excess\` of a \`${does.kind}\``, 'use line, visit, fund, none or { cel: … }', stake)
  const says = bothLanguages(fields.says)
  checkSays(fields.says, says, names)
  const rule: AuditRule = {
    code,
    name: bothLanguages(fields.name),
    class: wordOf(fields.class, ruleClasses),
    basis: textOf(fields.basis) ?? '',
    moments: when,
    scope: scopeOf(fields.scope),
    severity,
    action: actionOf(fields.action, severity),
    bears: fields.bears === null ? 'institution' : wordOf(fields.bears, ['institution', 'person']),
    stake,
    table: fields.table === null ? null : textOf(fields.table),
    partition,
    lookback: fields.lookback === null ? 0 : wholeWithin(fields.lookback, 0, farthestLookback),
    parameters,
    does,
    exceptions: (fields.exceptions === null ? [] : itemsOf(fields.exceptions)).map((item) => {
      const one = fieldsOf(item, ['name', 'when'])
      return { name: textOf(one.name) ?? '', when: expressionOf(one.when, names, truth) }
    }),
    says,
    weight: fields.weight === null ? 50 : wholeWithin(fields.weight, 0, 100),
    range: rangeOf(fields.range),
  }
  checkCost(kind.spot, rule)
  checkLookback(fields.lookback ?? kind.spot, rule)
  return {
    rule,
    sources: itemsOf(fields.source).map((item) => textOf(item) ?? ''),
    evidence: textOf(fields.evidence) ?? '',
    confidence: wordOf(fields.confidence, ['high', 'medium', 'low']),
    place: { file: spot.sheet.file, line: fields.code.line },
    cases: itemsOf(fields.cases),
  }
}
