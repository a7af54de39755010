import { basename, join } from 'node:path'
import {
  type DivisionCode,
  divisionCode,
  type Fen,
  type IsoDate,
  ok,
  type Ppm,
  parseQuantity,
  parseUnitPrice,
  type Quantity,
  quantity,
  type Result,
  refuse,
  type UnitPrice,
  unitPrice,
  zeroFen,
} from '@yibao/core/kernel'
import type { Facts, Place } from '@yibao/core/policy'
import { factKind, factNames } from './policy-classes.ts'
import { type AuthorProblem, complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, moneyOfSpot, rateOfSpot, wordOf } from './policy-values.ts'
import { listFolder, openFile, regionFolders } from './policy-yaml.ts'

/** The amounts that a case may expect of a bill. */
export const billAmounts = [
  'overCostLimit',
  'accountStage',
  'deductible',
  'pool',
  'copay',
  'overPaymentLimit',
  'account',
  'cash',
  'person',
] as const
type BillAmount = (typeof billAmounts)[number]

/** The amounts that a case may expect of one line. */
export const lineAmounts = ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const
type LineAmount = (typeof lineAmounts)[number]

interface CaseHead {
  readonly name: string
  /** The id of the published or derived example that the case restates; null for one of our own. */
  readonly id: string | null
  readonly division: DivisionCode
  readonly on: IsoDate
  readonly note: string | null
  readonly place: Place
}

/** One bill under one plan. */
export interface BillCase extends CaseHead {
  readonly kind: 'bill'
  readonly plan: string
  readonly facts: Facts
  readonly bill: Readonly<Record<Exclude<LineAmount, 'total'>, Fen>>
  readonly used: Readonly<Record<string, Fen>>
  readonly account: Fen
  readonly accountUsed: boolean
  readonly expect: {
    readonly amounts: Readonly<Partial<Record<BillAmount, Fen>>>
    /** What the bill adds to running totals, by code. */
    readonly added: Readonly<Record<string, Fen>>
    /** The code of the refusal that is expected instead of amounts. */
    readonly refused: string | null
  }
}

/** One bill line under the coverage rules of a region. */
export interface ItemCase extends CaseHead {
  readonly kind: 'item'
  readonly item: {
    readonly chargeType: string
    readonly class: 'A' | 'B' | 'C'
    readonly price: UnitPrice
    readonly quantity: Quantity
    readonly level: 'tertiary' | 'secondary' | 'primary' | 'ungraded'
    readonly preCoinsurance: Ppm | null
    readonly ceiling: UnitPrice | null
    readonly restricted: boolean
    readonly approval: 'not-needed' | 'approved' | 'rejected'
  }
  readonly expect: Readonly<Partial<Record<LineAmount, Fen>>>
}

export type PolicyCase = BillCase | ItemCase

function amountsByName(spot: Spot): Readonly<Record<string, Fen>> {
  return Object.fromEntries(entriesOf(spot).map((entry) => [entry.name, moneyOfSpot(entry)]))
}

function expectedAmounts<Name extends string>(fields: Readonly<Record<Name, Spot | null>>, names: readonly Name[]) {
  const amounts: Partial<Record<Name, Fen>> = {}
  for (const name of names) {
    const spot = fields[name]
    if (spot !== null) amounts[name] = moneyOfSpot(spot)
  }
  return amounts
}

const givenAmounts = ['eligible', 'nonCovered', 'preCoinsurance', 'overPriceLimit'] as const
const givenOthers: readonly string[] = [...givenAmounts, 'used', 'account', 'accountUsed']

function factsOf(spot: Spot): Facts {
  const facts: Record<string, string | number> = {}
  for (const entry of entriesOf(spot)) {
    if (givenOthers.includes(entry.name)) continue
    const kind = factKind(entry.name)
    const text = textOf(entry) ?? ''
    if (kind === null) {
      complain(entry, `no such fact: \`${entry.name}\``, `give one of: ${givenOthers.join(', ')}, ${factNames}`)
    } else if (kind === 'number' && !/^\d+$/.test(text)) {
      complain(entry, `\`${entry.name}\` is a number`, 'write it in digits', text)
    } else if (typeof kind === 'object' && !kind.words.includes(text)) {
      complain(entry, `\`${entry.name}\` never has this value`, `use one of: ${kind.words.join(', ')}`, text)
    }
    facts[entry.name] = kind === 'number' ? Number(text) : text
  }
  return facts
}

type CaseFields = Readonly<Record<'name' | 'on' | 'expect', Spot> & Record<'id' | 'note', Spot | null>>

function headOf(spot: Spot, fields: CaseFields, division: DivisionCode): CaseHead {
  return {
    name: textOf(fields.name) ?? '',
    id: fields.id === null ? null : textOf(fields.id),
    division,
    on: dateOfSpot(fields.on),
    note: fields.note === null ? null : textOf(fields.note),
    place: { file: spot.sheet.file, line: spot.line },
  }
}

function billCaseOf(spot: Spot, division: DivisionCode): BillCase {
  const fields = fieldsOf(spot, ['name', 'plan', 'on', 'given', 'expect'], ['id', 'note'])
  const given = new Map(entriesOf(fields.given).map((entry) => [entry.name, entry]))
  const amount = (name: string): Fen => {
    const found = given.get(name)
    return found === undefined ? zeroFen : moneyOfSpot(found)
  }
  if (fields.given.node !== null && !given.has('eligible'))
    complain(fields.given, '`eligible` is missing', 'give the eligible expense')
  const used = given.get('used')
  const accountUsed = given.get('accountUsed')
  const expect = fieldsOf(fields.expect, [], [...billAmounts, 'added', 'refused'])
  return {
    ...headOf(spot, fields, division),
    kind: 'bill',
    plan: textOf(fields.plan) ?? '',
    facts: factsOf(fields.given),
    bill: {
      eligible: amount('eligible'),
      nonCovered: amount('nonCovered'),
      preCoinsurance: amount('preCoinsurance'),
      overPriceLimit: amount('overPriceLimit'),
    },
    used: used === undefined ? {} : amountsByName(used),
    account: amount('account'),
    accountUsed: accountUsed === undefined ? given.has('account') : flagOf(accountUsed),
    expect: {
      amounts: expectedAmounts(expect, billAmounts),
      added: expect.added === null ? {} : amountsByName(expect.added),
      refused: expect.refused === null ? null : textOf(expect.refused),
    },
  }
}

function priceOf(spot: Spot): UnitPrice {
  const text = textOf(spot)
  const number = text === null ? undefined : /^(\S+) yuan$/.exec(text)?.[1]
  const parsed = number === undefined ? null : parseUnitPrice(number)
  if (parsed?.ok) return parsed.value
  if (text !== null)
    complain(spot, `\`${spot.name}\` is not a price`, 'write it as `45 yuan`, at most six decimals', text)
  return unitPrice(0)
}

function quantityOf(spot: Spot): Quantity {
  const text = textOf(spot)
  const parsed = text === null ? null : parseQuantity(text)
  if (parsed?.ok) return parsed.value
  if (text !== null)
    complain(spot, `\`${spot.name}\` is not a quantity`, 'write a number with at most four decimals', text)
  return quantity(0)
}

function itemCaseOf(spot: Spot, division: DivisionCode): ItemCase {
  const fields = fieldsOf(spot, ['name', 'item', 'on', 'expect'], ['id', 'note'])
  const optional = ['level', 'preCoinsurance', 'ceiling', 'restricted', 'approval'] as const
  const item = fieldsOf(fields.item, ['chargeType', 'class', 'price', 'quantity'], optional)
  return {
    ...headOf(spot, fields, division),
    kind: 'item',
    item: {
      chargeType: textOf(item.chargeType) ?? '',
      class: wordOf(item.class, ['A', 'B', 'C']),
      price: priceOf(item.price),
      quantity: quantityOf(item.quantity),
      level: item.level === null ? 'tertiary' : wordOf(item.level, ['tertiary', 'secondary', 'primary', 'ungraded']),
      preCoinsurance: item.preCoinsurance === null ? null : rateOfSpot(item.preCoinsurance),
      ceiling: item.ceiling === null ? null : priceOf(item.ceiling),
      restricted: item.restricted === null ? false : flagOf(item.restricted),
      approval: item.approval === null ? 'not-needed' : wordOf(item.approval, ['not-needed', 'approved', 'rejected']),
    },
    expect: expectedAmounts(fieldsOf(fields.expect, [], lineAmounts), lineAmounts),
  }
}

function caseOf(spot: Spot, division: DivisionCode): PolicyCase {
  const entries = entriesOf(spot)
  const expect = entries.find((entry) => entry.name === 'expect')
  if (expect !== undefined && entriesOf(expect).length === 0) {
    complain(expect, 'a case that expects nothing', 'name at least one amount or `refused`')
  }
  const isItem = entries.some((entry) => entry.name === 'item')
  return isItem ? itemCaseOf(spot, division) : billCaseOf(spot, division)
}

/**
 * Reads the worked examples of all regions: `regions/<division>-<name>/cases/*.yaml`, each a list of cases.
 *
 * @param policyFolder the folder that holds `regions/`
 * @returns the cases in the order of files and lines, or every problem, each with file, line and cure
 */
export async function loadCases(policyFolder: string): Promise<Result<readonly PolicyCase[], AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const cases: PolicyCase[] = []
  for (const folder of await regionFolders(policyFolder, problems)) {
    const code = /^(\d{6})-/.exec(basename(folder))?.[1]
    const { folders } = await listFolder(folder, problems)
    if (code === undefined || !folders.includes('cases')) continue
    const { files } = await listFolder(join(folder, 'cases'), problems)
    for (const file of files) {
      const spot = await openFile(folder, `cases/${file}`, problems)
      cases.push(...itemsOf(spot).map((item) => caseOf(item, divisionCode(code))))
    }
  }
  return problems.length > 0 ? refuse(problems) : ok(cases)
}
