import type { Expression } from '@yibao/core/policy'
import { fits, type Measured, productDimension, quotientDimension, sameDimension } from './policy-dimension.ts'
import { type ExpressionNames, type Need, nothing, type ReadExpression, tableNamed } from './policy-expression-names.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { stepRoundingOf, wordOf } from './policy-values.ts'

function sourceOf(spot: Spot): string {
  return String(spot.node).trim()
}

function nonsense(spot: Spot, what: string, cure: string): Measured {
  complain(spot, what, cure, sourceOf(spot))
  return null
}

/** Reads an expression of any kind. */
type Read = (spot: Spot) => ReadExpression

/** Reads one kind of calculation; `read` reads what it calculates with. */
type Reader = (spot: Spot, names: ExpressionNames, read: Read) => ReadExpression

function members(spot: Spot, read: Read): readonly ReadExpression[] {
  const items = itemsOf(spot)
  if (items.length < 2 && spot.node !== null) {
    complain(spot, `\`${spot.name}\` of fewer than two`, 'write a list of two or more', sourceOf(spot))
  }
  return items.map(read)
}

function joined(
  spot: Spot,
  parts: readonly ReadExpression[],
  expression: Expression,
  dimension: Measured | 'nonsense',
  cure: string,
): ReadExpression {
  const needs = parts.flatMap((member) => member.needs)
  if (dimension !== 'nonsense') return { expression, dimension, needs }
  const measured = parts.map((member) => member.dimension).join(', ')
  return { expression, dimension: nonsense(spot, `\`${spot.name}\` makes no sense of ${measured}`, cure), needs }
}

const alike = 'use amounts only, or rates only, or numbers only'

/** An operation on members that all measure the same. */
function ofAlike(operation: string, make: (members: readonly Expression[]) => Expression): Reader {
  return (spot, _, read) => {
    const fields = fieldsOf(spot, [operation])
    const at = fields[operation] ?? spot
    const parts = members(at, read)
    const expression = make(parts.map((member) => member.expression))
    return joined(at, parts, expression, sameDimension(parts.map((member) => member.dimension)), alike)
  }
}

const product: Reader = (spot, _, read) => {
  const fields = fieldsOf(spot, ['product'])
  const parts = members(fields.product, read)
  const dimension = productDimension(parts.map((member) => member.dimension))
  const expression = { product: parts.map((member) => member.expression) }
  return joined(fields.product, parts, expression, dimension, 'multiply at most one amount')
}

const quotient: Reader = (spot, _, read) => {
  const fields = fieldsOf(spot, ['quotient'])
  const parts = itemsOf(fields.quotient).map(read)
  const [dividend, divisor] = parts
  if (dividend === undefined || divisor === undefined || parts.length > 2) {
    if (fields.quotient.node !== null) complain(fields.quotient, '`quotient` takes two', 'write `[dividend, divisor]`')
    return nothing
  }
  const expression = { quotient: [dividend.expression, divisor.expression] as const }
  const dimension = quotientDimension(dividend.dimension, divisor.dimension)
  return joined(fields.quotient, parts, expression, dimension, 'divide by an amount only an amount, and never by 0')
}

const complement: Reader = (spot, _, read) => {
  const fields = fieldsOf(spot, ['complement'])
  const inner = read(fields.complement)
  if (!fits(inner.dimension, 'rate')) nonsense(fields.complement, '`complement` of no rate', 'give it a rate')
  return { expression: { complement: inner.expression }, dimension: 'rate', needs: inner.needs }
}

const round: Reader = (spot, _, read) => {
  const fields = fieldsOf(spot, ['round', 'mode', 'unit'])
  const inner = read(fields.round)
  const rounding = stepRoundingOf(fields.mode, fields.unit)
  const wanted = rounding.unit === 'one' ? 'number' : 'money'
  if (!fits(inner.dimension, wanted)) {
    complain(
      fields.unit,
      `a ${inner.dimension} is not rounded to ${rounding.unit}`,
      'round amounts to fen, jiao or yuan, numbers to one',
    )
  }
  return { expression: { round: inner.expression, rounding }, dimension: inner.dimension, needs: inner.needs }
}

const choose: Reader = (spot, names, read) => {
  const fields = fieldsOf(spot, ['choose', 'among'])
  const by = textOf(fields.choose) ?? ''
  const shape = by === '' ? null : names.shape(by)
  names.use(by)
  const words = shape?.kind === 'text' ? shape.words : []
  if (by !== '' && words.length === 0) {
    complain(fields.choose, `\`choose\` by what has no fixed words: ${by}`, 'name a class or a fact with fixed words')
  }
  const branches = entriesOf(fields.among)
  for (const branch of words.length === 0 ? [] : branches) {
    if (!words.includes(branch.name)) {
      complain(branch, `\`${by}\` never gives \`${branch.name}\``, `use one of: ${words.join(', ')}`)
    }
  }
  const missing = words.filter((word) => !branches.some((branch) => branch.name === word))
  if (missing.length > 0 && fields.among.node !== null) {
    complain(fields.among, `\`among\` has no branch for: ${missing.join(', ')}`, `add one for each value of \`${by}\``)
  }
  const parts = branches.map((branch) => ({ word: branch.name, ...read(branch) }))
  const expression = { choose: by, among: Object.fromEntries(parts.map((branch) => [branch.word, branch.expression])) }
  const dimension = sameDimension(parts.map((branch) => branch.dimension))
  const outcome = joined(fields.among, parts, expression, dimension, alike)
  const each = (shape?.each ?? []).map((name): Need => ({ kind: 'each', name, spot: fields.choose }))
  return { ...outcome, needs: [...outcome.needs, ...each] }
}

const over: Reader = (spot, names, read) => {
  const fields = fieldsOf(spot, ['over', 'take'], ['each'])
  const list = textOf(fields.over) ?? ''
  names.use(list)
  if (list !== '' && names.shape(list)?.kind !== 'list') {
    complain(fields.over, `\`over\` what is no list: ${list}`, 'declare it under `inputs:` with `kind: list`')
  }
  const take = wordOf(fields.take, ['sum', 'greatest', 'count'])
  if (take === 'count') {
    if (fields.each !== null) complain(fields.each, '`each` where words are only counted', 'leave it out')
    return { expression: { over: list, take }, dimension: 'number', needs: [] }
  }
  if (fields.each === null) {
    complain(spot, '`each` is missing', 'say what to take of each word')
    return nothing
  }
  const inner = read(fields.each)
  const word = names.eachOf(list)
  const needs = inner.needs.filter((need) => need.kind !== 'each' || need.name !== word)
  return { expression: { over: list, take, each: inner.expression }, dimension: inner.dimension, needs }
}

const band: Reader = (spot, names, read) => {
  const fields = fieldsOf(spot, ['band', 'at'])
  const table = tableNamed(fields.band, names)
  const at = read(fields.at)
  if (!fits(at.dimension, 'money')) nonsense(fields.at, '`at` is no amount', 'name the amount that lies in the band')
  return {
    expression: { band: table.name, at: at.expression },
    dimension: 'rate',
    needs: [...table.needs, ...at.needs],
  }
}

const used: Reader = (spot, names) => {
  const fields = fieldsOf(spot, ['used'])
  const code = textOf(fields.used) ?? ''
  if (code !== '' && !names.totals.has(code)) {
    complain(fields.used, `no such running total: \`${code}\``, 'define it under `totals:`')
  }
  return { expression: { used: code }, dimension: 'money', needs: [] }
}

/** Every kind of calculation by the key that begins it. */
export const operations: Readonly<Record<string, Reader>> = {
  sum: ofAlike('sum', (sum) => ({ sum })),
  difference: ofAlike('difference', (difference) => ({ difference })),
  least: ofAlike('least', (least) => ({ least })),
  greatest: ofAlike('greatest', (greatest) => ({ greatest })),
  product,
  quotient,
  complement,
  round,
  choose,
  over,
  band,
  used,
}
