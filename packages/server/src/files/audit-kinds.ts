import type {
  AuditExpression,
  CompareKind,
  CountKind,
  MatchKind,
  Measure,
  PairKind,
  PartnerKind,
  RuleKind,
  Side,
  Within,
} from '@yibao/core/audit'
import { expressionOf, readExpression } from './audit-cel.ts'
import { type CelFields, number, truth, typeWords } from './audit-cel-types.ts'
import { groupNames, pairNames, type ReadSubject, type RuleWords, rowNames, subjectOf } from './audit-names.ts'
import { complain, entriesOf, fieldsOf, isMapping, isText, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { wordOf } from './policy-values.ts'

/** A kind as read, with what its stake, its exceptions and its sentence may name. */
export interface ReadKind {
  readonly does: RuleKind
  readonly names: CelFields
}

/** A kind and the rest of the rule that it needs. */
interface KindContext {
  readonly words: RuleWords
  /** Whether the rule's table is one of pairs. */
  readonly pairs: boolean
}

function maybe(spot: Spot | null, names: CelFields, wanted: typeof truth): AuditExpression | null {
  return spot === null ? null : expressionOf(spot, names, wanted)
}

function constant(value: number): AuditExpression {
  return { op: 'value', value }
}

function keysOf(spot: Spot | null, names: CelFields): readonly AuditExpression[] {
  if (spot === null) return []
  return itemsOf(spot).map((item) => {
    const { tree, type } = readExpression(item, names, null)
    if (type.of === 'list' || type.of === 'row' || type.of === 'null') {
      complain(item, `${typeWords(type)} as a key`, 'write a field such as line.item', textOf(item) ?? '')
    }
    return tree
  })
}

const spans = ['visit', 'visit-day', 'day', 'month', 'year', 'all'] as const
const lengths = ['days', 'hours', 'minutes'] as const

function withinOf(spot: Spot, names: CelFields): Within {
  if (isText(spot)) return { unit: wordOf(spot, spans) }
  const [entry, ...rest] = isMapping(spot) ? entriesOf(spot) : []
  const unit = lengths.find((one) => one === entry?.name)
  if (entry === undefined || unit === undefined || rest.length > 0) {
    complain(
      spot,
      '`within` says no length',
      `use one of: ${spans.join(', ')}, { days: 7 }, { hours: 6 }, { minutes: 10 }`,
    )
    return { unit: 'visit' }
  }
  const length = expressionOf(entry, names, number)
  if (length.op === 'value' && typeof length.value === 'number' && length.value <= 0) {
    complain(entry, 'a window without length', 'write a number above zero', String(length.value))
  }
  return { unit, length }
}

function measureOf(spot: Spot, names: CelFields): Measure {
  if (isText(spot)) {
    if (textOf(spot) !== 'count')
      complain(spot, 'no such measure', 'use count, { sum: line.qty } or { distinct: line.item }', textOf(spot) ?? '')
    return { of: 'count' }
  }
  const [entry, ...rest] = isMapping(spot) ? entriesOf(spot) : []
  if (entry !== undefined && rest.length === 0 && entry.name === 'sum')
    return { of: 'sum', value: expressionOf(entry, names, number) }
  if (entry !== undefined && rest.length === 0 && entry.name === 'distinct') {
    return { of: 'distinct', value: readExpression(entry, names, null).tree }
  }
  complain(spot, 'no such measure', 'use count, { sum: line.qty } or { distinct: line.item }')
  return { of: 'count' }
}

function matchOf(spot: Spot, { words }: KindContext): ReadKind {
  const fields = fieldsOf(spot, ['each', 'when'])
  const each = subjectOf(fields.each, words.sides)
  const names = rowNames(each, words)
  const does: MatchKind = { kind: 'match', each, when: expressionOf(fields.when, names, truth) }
  return { does, names }
}

function countOf(spot: Spot, { words }: KindContext): ReadKind {
  const fields = fieldsOf(spot, ['each', 'within', 'measure', 'limit'], ['where', 'per', 'hit'])
  const each = subjectOf(fields.each, words.sides)
  const names = rowNames(each, words)
  const does: CountKind = {
    kind: 'count',
    each,
    where: maybe(fields.where, names, truth),
    per: keysOf(fields.per, names),
    within: withinOf(fields.within, names),
    measure: measureOf(fields.measure, names),
    limit: expressionOf(fields.limit, names, number),
    hit: fields.hit === null ? 'over' : wordOf(fields.hit, ['over', 'reach']),
  }
  return { does, names: { ...names, sum: number, limit: number, excess: number } }
}

function pairOf(spot: Spot, { words, pairs }: KindContext): ReadKind {
  const fields = fieldsOf(spot, ['each', 'within'], ['first', 'second', 'per', 'when'])
  const each = subjectOf(fields.each, words.sides)
  const single = rowNames(each, words)
  const both = pairNames(each, each, words)
  const ends = [fields.first, fields.second].filter((end) => end !== null)
  for (const end of pairs ? ends : [])
    complain(end, `\`${end.name}\` of a table of pairs`, 'leave it out: the table says both')
  if (!pairs && ends.length === 1)
    complain(spot, 'only one of `first` and `second`', 'write both, or neither and `when:`')
  if (!pairs && ends.length === 0 && fields.when === null)
    complain(spot, 'a pair without a condition', 'write `first:` and `second:`, or `when:`')
  const does: PairKind = {
    kind: 'pair',
    each,
    first: maybe(fields.first, single, truth),
    second: maybe(fields.second, single, truth),
    per: keysOf(fields.per, single),
    within: withinOf(fields.within, single),
    when: maybe(fields.when, both, truth),
  }
  return { does, names: { ...single, ...both } }
}

function partnerOf(spot: Spot, { words }: KindContext): ReadKind {
  const fields = fieldsOf(spot, ['each', 'needs', 'which', 'within'], ['where', 'direction'])
  const [each, needs] = [subjectOf(fields.each, words.sides), subjectOf(fields.needs, words.sides)]
  const single = rowNames(each, words)
  const both = pairNames(each, needs, words)
  const does: PartnerKind = {
    kind: 'partner',
    each,
    where: maybe(fields.where, single, truth),
    needs,
    which: expressionOf(fields.which, both, truth),
    within: withinOf(fields.within, single),
    direction: fields.direction === null ? 'before' : wordOf(fields.direction, ['before', 'around']),
  }
  const { b: _, ...told } = both
  return { does, names: { ...single, ...told } }
}

function sideOf(spot: Spot, words: RuleWords, keys: number): { side: Side; names: CelFields; subject: ReadSubject } {
  const fields = fieldsOf(spot, ['each', 'measure'], ['where', 'keys'])
  const subject = subjectOf(fields.each, words.sides)
  const names = rowNames(subject, words)
  const side: Side = {
    each: subject,
    where: maybe(fields.where, names, truth),
    keys: keysOf(fields.keys, names),
    measure: measureOf(fields.measure, names),
  }
  if (side.keys.length !== keys) {
    complain(
      fields.keys ?? spot,
      `${side.keys.length} keys, \`per\` names ${keys}`,
      'give each side as many keys as `per` has names',
    )
  }
  return { side, names, subject }
}

function compareOf(spot: Spot, { words }: KindContext): ReadKind {
  const fields = fieldsOf(
    spot,
    ['left', 'right', 'within', 'op'],
    ['per', 'factor', 'allowance', 'leftAtLeast', 'rightAtLeast'],
  )
  const per = fields.per === null ? [] : itemsOf(fields.per).map((item) => textOf(item) ?? '')
  const names = groupNames(words)
  const left = sideOf(fields.left, words, per.length)
  const right = sideOf(fields.right, words, per.length)
  const numeric = (from: Spot | null): AuditExpression | null =>
    from === null ? null : expressionOf(from, names, number)
  const does: CompareKind = {
    kind: 'compare',
    left: left.side,
    right: right.side,
    per: per.map((name) => ({ op: 'value', value: name })),
    within: withinOf(fields.within, names),
    op: wordOf(fields.op, ['>', '<', '!=']),
    factor: numeric(fields.factor) ?? constant(1),
    allowance: numeric(fields.allowance) ?? constant(0),
    leftAtLeast: numeric(fields.leftAtLeast),
    rightAtLeast: numeric(fields.rightAtLeast),
  }
  return { does, names: { ...names, left: number, right: number, excess: number } }
}

const kinds = { match: matchOf, count: countOf, pair: pairOf, partner: partnerOf, compare: compareOf } as const

export const kindNames = Object.keys(kinds) as readonly (keyof typeof kinds)[]

/** What a rule does, from the one kind that its file has. */
export function kindOf(name: keyof typeof kinds, spot: Spot, context: KindContext): ReadKind {
  return kinds[name](spot, context)
}
