import { join } from 'node:path'
import { isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { type PreparedPlan, preparePlan } from '@yibao/core/payment'
import { caseKinds, type PaymentOutcome, type Play } from './payment-case-kinds.ts'
import { type LoadedPlan, paymentFolders } from './payment-folder.ts'
import { listFolder, openFile } from './policy-folders.ts'
import { type AuthorProblem, complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot } from './policy-values.ts'

/** A worked example of payment. */
export interface PaymentCase {
  readonly name: string
  readonly id: string | null
  readonly note: string | null
  readonly plan: string
  /** `case`, `clearing`, `month` … */
  readonly kind: string
  readonly place: { readonly file: string; readonly line: number }
  readonly expect: Readonly<Record<string, string>>
  readonly play: Play
}

export interface PaymentDifference {
  readonly field: string
  readonly expected: string
  readonly actual: string
}

function caseOf(spot: Spot): PaymentCase | null {
  const kinds = Object.keys(caseKinds)
  const fields = fieldsOf(spot, ['name', 'plan', 'expect'], ['id', 'note', 'on', 'pointValue'], kinds)
  const asked = entriesOf(spot).filter(({ name }) => kinds.includes(name))
  const [first] = asked
  if (first === undefined || asked.length > 1) {
    if (spot.node !== null) complain(spot, 'a case asks one thing', `write one of: ${kinds.join(', ')}`)
    return null
  }
  const on = fields.on === null ? isoDate('1900-01-01') : dateOfSpot(fields.on)
  const needsDay = first.name === 'case' || first.name === 'reviewCap'
  if (needsDay && fields.on === null) complain(spot, '`on` is missing', 'add the day of settlement: `on: 2025-06-30`')
  const expect = Object.fromEntries(entriesOf(fields.expect).map((entry) => [entry.name, textOf(entry) ?? '']))
  if (Object.keys(expect).length === 0 && fields.expect.node !== null) {
    complain(fields.expect, 'a case that expects nothing', 'name at least one amount')
  }
  const play = caseKinds[first.name]?.(first, { on, pointValue: fields.pointValue })
  if (play === undefined) return null
  return {
    name: textOf(fields.name) ?? '',
    id: fields.id === null ? null : textOf(fields.id),
    note: fields.note === null ? null : textOf(fields.note),
    plan: textOf(fields.plan) ?? '',
    kind: first.name,
    place: { file: spot.sheet.file, line: spot.line },
    expect,
    play,
  }
}

/**
 * Reads the worked examples of a folder of plans: `cases/*.yaml` of each region, each a list of cases.
 *
 * @returns the cases in the order of files and lines, or every problem, each with file, line and cure
 */
export async function loadPaymentCases(folder: string): Promise<Result<readonly PaymentCase[], AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const cases: PaymentCase[] = []
  for (const region of await paymentFolders(folder, problems)) {
    const { files } = await listFolder(join(region, 'cases'), [])
    for (const file of files) {
      const spot = await openFile(region, `cases/${file}`, problems)
      for (const item of itemsOf(spot)) {
        const found = caseOf(item)
        if (found === null) continue
        const twin = cases.find(({ name }) => name === found.name)
        if (twin !== undefined) complain(item, 'two cases of the same name', 'say what is different', found.name)
        cases.push(found)
      }
    }
  }
  return problems.length > 0 ? refuse(problems) : ok(cases)
}

/** `1509.3750` and `1509.375` are the same; so are `12 yuan` and `12.00 yuan`. */
function canonical(text: string): string {
  const match = /^(-?\d+)(?:\.(\d+))?( yuan|%)?$/.exec(text.replaceAll(',', ''))
  if (match === null) return text
  const [, whole = '', fraction = '', unit = ''] = match
  const decimals = fraction.replace(/0+$/, '')
  return `${whole}${decimals === '' ? '' : `.${decimals}`}${unit}`
}

const prepared = new WeakMap<LoadedPlan, PreparedPlan>()

function preparedOf(loaded: LoadedPlan): PreparedPlan {
  const known = prepared.get(loaded) ?? preparePlan(loaded.plan, loaded.tables)
  prepared.set(loaded, known)
  return known
}

/** What an example comes to; null when its plan is not there. */
export function playPaymentCase(example: PaymentCase, plans: readonly LoadedPlan[]): PaymentOutcome | null {
  const loaded = plans.find(({ plan }) => plan.id === example.plan)
  return loaded === undefined ? null : example.play(preparedOf(loaded))
}

/** Runs one worked example; nothing differs when it holds. */
export function runPaymentCase(example: PaymentCase, plans: readonly LoadedPlan[]): readonly PaymentDifference[] {
  const outcome = playPaymentCase(example, plans)
  if (outcome === null) return [{ field: 'plan', expected: example.plan, actual: 'no such plan' }]
  const answers = outcome.refused === null ? outcome.answers : { refused: outcome.refused.code }
  return Object.entries(example.expect).flatMap(([field, expected]) => {
    const actual = Object.hasOwn(answers, field) ? (answers[field as keyof typeof answers] ?? '') : null
    if (actual !== null && canonical(actual) === canonical(expected)) return []
    const told = actual ?? (outcome.refused === null ? 'nothing of that name' : `refused: ${outcome.refused.code}`)
    return [{ field, expected, actual: told }]
  })
}
