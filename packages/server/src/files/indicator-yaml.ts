import type { ProviderKind, ProviderLevel } from '@yibao/core/encounter'
import { type Band, grains } from '@yibao/core/supervision'
import type { Frequency, IndicatorDefinition, IndicatorPart } from '../flows/lake-ports.ts'
import { strangeInExpression } from './indicator-expression.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { bothLanguages, flagOf, wordOf } from './policy-values.ts'

const frequencies = ['day', 'month', 'quarter', 'year'] as const satisfies readonly Frequency[]
const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const satisfies readonly ProviderLevel[]
const providerKinds = [
  'hospital',
  'community',
  'township',
  'clinic',
  'pharmacy',
] as const satisfies readonly ProviderKind[]
const means = ['target', 'outlier', 'trend', 'risk'] as const

function numberOf(spot: Spot): number {
  const text = textOf(spot) ?? ''
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (text !== '') complain(spot, `\`${spot.name}\` is not a number`, 'write it as `30` or `0.01`', text)
  return 0
}

function expressionOf(spot: Spot): string {
  const text = textOf(spot) ?? 'true'
  const strange = strangeInExpression(text)
  if (strange !== null) {
    complain(spot, `an expression may not have \`${strange}\``, 'use columns, comparisons, arithmetic and `case`', text)
  }
  return text
}

/** A view or table of the lake, `side.beds` of side facts: it stands in statements as it is written here. */
function nameOf(spot: Spot, form: RegExp): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !form.test(text))
    complain(spot, 'not a name', 'name a view or table of the lake, or `side.beds`', text)
  return text
}

const kinds = ['count', 'sum', 'distinct', 'mean', 'most', 'quantile'] as const

/** `{ sum: total, where: drug }`, `{ count: rows }`, `{ quantile: minutes, at: 0.95 }`. */
function partOf(spot: Spot): IndicatorPart {
  const fields = fieldsOf(spot, [], [...kinds, 'where', 'at'])
  const where = fields.where === null ? 'true' : expressionOf(fields.where)
  const named = kinds.filter((kind) => fields[kind] !== null)
  const [kind] = named
  if (kind === undefined || named.length > 1) {
    complain(spot, `\`${spot.name}\` is no part`, `give it one of: ${kinds.join(', ')}`)
    return { kind: 'count', where }
  }
  const what = fields[kind] ?? spot
  if (fields.at !== null && kind !== 'quantile') complain(fields.at, '`at` is of a quantile only', 'take it away')
  if (kind === 'count') return { kind: wordOf(what, ['rows']) === 'rows' ? kind : 'count', where }
  if (kind !== 'quantile') return { kind, of: expressionOf(what), where }
  const at = fields.at === null ? 0 : numberOf(fields.at)
  if (at <= 0 || at >= 1) complain(spot, 'a quantile needs its share', 'add `at: 0.95`, between 0 and 1')
  return { kind, of: expressionOf(what), at, where }
}

function listOf<Word extends string>(spot: Spot, allowed: readonly [Word, ...Word[]]): readonly Word[] {
  const found = itemsOf(spot).map((item) => wordOf(item, allowed))
  if (found.length === 0 && spot.node !== null) complain(spot, `\`${spot.name}\` is empty`, 'name at least one')
  return found
}

function boundOf(spot: Spot): number | null {
  return textOf(spot) === 'none' ? null : numberOf(spot)
}

function bandOf(spot: Spot): Band {
  const bounds = itemsOf(spot).map(boundOf)
  if (bounds.length !== 2) complain(spot, 'a band has two ends', 'write it as `[6, 15]` or `[none, 60]`')
  const [low = null, high = null] = bounds
  return [low, high]
}

function bandsOf(spot: Spot): IndicatorDefinition['reference']['bandOfLevel'] {
  const bands = fieldsOf(spot, [], levels)
  return Object.fromEntries(levels.flatMap((level) => (bands[level] === null ? [] : [[level, bandOf(bands[level])]])))
}

function referenceOf(spot: Spot): IndicatorDefinition['reference'] {
  const fields = fieldsOf(spot, ['text'], ['target', 'band', 'bandOfLevel', 'kinds', 'grains', 'assumed'])
  return {
    text: bothLanguages(fields.text),
    target: fields.target === null ? null : numberOf(fields.target),
    band: fields.band === null ? null : bandOf(fields.band),
    bandOfLevel: fields.bandOfLevel === null ? {} : bandsOf(fields.bandOfLevel),
    ...(fields.kinds === null ? {} : { kinds: listOf(fields.kinds, providerKinds) }),
    ...(fields.grains === null ? {} : { grains: listOf(fields.grains, grains) }),
    assumed: fields.assumed !== null && flagOf(fields.assumed),
  }
}

/** Amounts of the lake are fen, shares are told in percent. */
const factorOf = (unit: string): number => (unit.startsWith('yuan') ? 0.01 : unit === 'percent' ? 100 : 1)

function indicatorOf(spot: Spot, topic: string): IndicatorDefinition {
  const fields = fieldsOf(
    spot,
    [
      'code',
      'name',
      'unit',
      'of',
      'numerator',
      'grains',
      'frequency',
      'badWhen',
      'means',
      'reference',
      'source',
      'confidence',
      'needs',
    ],
    ['denominator', 'factor', 'note'],
  )
  const unit = textOf(fields.unit) ?? ''
  return {
    code: textOf(fields.code) ?? '',
    name: bothLanguages(fields.name),
    topic,
    unit,
    of: nameOf(fields.of, /^[a-z_]+$/),
    numerator: partOf(fields.numerator),
    denominator: fields.denominator === null ? null : partOf(fields.denominator),
    factor: fields.factor === null ? factorOf(unit) : numberOf(fields.factor),
    grains: listOf(fields.grains, grains),
    frequency: listOf(fields.frequency, frequencies),
    badWhen: wordOf(fields.badWhen, ['high', 'low', 'two-sided']),
    means: listOf(fields.means, means),
    reference: referenceOf(fields.reference),
    source: itemsOf(fields.source).map((item) => textOf(item) ?? ''),
    confidence: wordOf(fields.confidence, ['low', 'medium', 'high']),
    needs: itemsOf(fields.needs).map((item) => nameOf(item, /^([a-z_]+|side\.[a-zA-Z]+)$/)),
    note: fields.note === null ? null : bothLanguages(fields.note),
  }
}

/** The indicators of one topic. A code that occurs twice is told by whoever reads several files. */
export function indicatorTopicOf(
  spot: Spot,
): readonly { readonly definition: IndicatorDefinition; readonly spot: Spot }[] {
  const fields = fieldsOf(spot, ['topic', 'name', 'indicators'])
  const topic = textOf(fields.topic) ?? ''
  if (spot.node !== null) fieldsOf(fields.name, ['zh', 'en'])
  return itemsOf(fields.indicators).map((item) => ({
    definition: indicatorOf(item, topic),
    spot: entriesOf(item).find((entry) => entry.name === 'code') ?? item,
  }))
}
