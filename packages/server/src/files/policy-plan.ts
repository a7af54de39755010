import type { CareName, Classification, PersonPart, Plan, TotalRule } from '@yibao/core/policy'
import { classesOf, domainOf } from './policy-classes.ts'
import { type AuthoredParameter, parameterOf } from './policy-parameter.ts'
import { complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { stepsOf } from './policy-steps.ts'
import { wordOf } from './policy-values.ts'

const cares = ['outpatient', 'special-drug', 'pharmacy', 'inpatient'] as const satisfies readonly CareName[]
const eligibleParts = ['overCostLimit', 'accountStage', 'deductible', 'pool', 'copay', 'overPaymentLimit'] as const
const personParts = [
  'nonCovered',
  'overPriceLimit',
  'preCoinsurance',
  'overCostLimit',
  'deductible',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly PersonPart[]
const roundingModes = ['half-up', 'floor', 'ceil', 'truncate'] as const
const roundingUnits = ['fen', 'jiao', 'yuan'] as const
const totalCodeLength = 10

function distinctWords<Word extends string>(spot: Spot, words: readonly [Word, ...Word[]]): readonly Word[] {
  const seen = new Set<Word>()
  for (const item of itemsOf(spot)) {
    const word = wordOf(item, words)
    if (seen.has(word)) complain(item, `\`${word}\` occurs twice`, 'keep one of them')
    seen.add(word)
  }
  return [...seen]
}

function totalsOf(spot: Spot | null): readonly TotalRule[] {
  if (spot === null) return []
  return entriesOf(spot).map((entry) => {
    if (entry.name.length > totalCodeLength || !/^\w+$/.test(entry.name)) {
      complain(
        entry,
        'not a code of a running total',
        `use at most ${totalCodeLength} letters, digits and underscores`,
        entry.name,
      )
    }
    const fields = fieldsOf(entry, ['label', 'adds'])
    return {
      code: entry.name,
      label: textOf(fields.label) ?? '',
      adds: wordOf(fields.adds, ['eligible', ...eligibleParts]),
    }
  })
}

/** Reports what no step and no parameter asks for; silent while other problems may be the reason. */
function checkUse(
  spot: Spot,
  classes: readonly Classification[],
  parameters: ReadonlyMap<string, AuthoredParameter>,
  used: ReadonlySet<string>,
): void {
  if (spot.sheet.problems.some((problem) => problem.file === spot.sheet.file)) return
  for (const { parameter, spot: at } of parameters.values()) {
    if (!used.has(parameter.name)) complain(at, `no step uses \`${parameter.name}\``, 'use it in a step or remove it')
  }
  for (const { name, place } of classes) {
    const asked = [...parameters.values()].some(({ parameter }) => parameter.by.includes(name))
    if (!asked)
      complain({ ...spot, line: place.line }, `no parameter is \`by\` ${name}`, 'use the classification or remove it')
  }
}

/** Reads the file of one plan; `about:` is for its human readers and is not loaded. */
export function planOf(spot: Spot): Plan {
  const fields = fieldsOf(
    spot,
    ['plan', 'label', 'labelEn', 'scheme', 'care', 'parameters', 'steps', 'rounding'],
    ['classes', 'totals', 'accountPays', 'about'],
  )
  if (fields.about !== null) textOf(fields.about)
  const id = textOf(fields.plan) ?? ''
  if (id !== '' && !/^[a-z0-9-]+$/.test(id)) {
    complain(fields.plan, 'not a name for a plan', 'use small letters, digits and hyphens', id)
  }
  const scheme = wordOf(fields.scheme, ['310', '390'])
  const classes = classesOf(fields.classes)
  const parameters = new Map<string, AuthoredParameter>()
  for (const entry of entriesOf(fields.parameters)) {
    parameters.set(
      entry.name,
      parameterOf(entry, (by) => domainOf(by, classes, scheme)),
    )
  }
  const totals = totalsOf(fields.totals)
  const used = new Set<string>()
  const steps = stepsOf(fields.steps, { parameters, totals, used })
  checkUse(spot, classes, parameters, used)
  const rounding = fieldsOf(fields.rounding, ['mode', 'unit'])
  return {
    id,
    label: textOf(fields.label) ?? '',
    labelEn: textOf(fields.labelEn) ?? '',
    scheme,
    care: distinctWords(fields.care, cares),
    classes,
    parameters: Object.fromEntries([...parameters].map(([name, { parameter }]) => [name, parameter])),
    steps,
    totals,
    accountPays: fields.accountPays === null ? [] : distinctWords(fields.accountPays, personParts),
    rounding: { mode: wordOf(rounding.mode, roundingModes), unit: wordOf(rounding.unit, roundingUnits) },
    place: { file: spot.sheet.file, line: spot.line },
  }
}
