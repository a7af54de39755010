import type { Answer } from '@yibao/contract/rest'
import type { Apportionment, DescribedLine } from '@yibao/core/benefit'
import { percent, quantityText, unitPriceText, zeroFen } from '@yibao/core/kernel'
import type { WorkedCase, WorkedVisit } from '../../flows/policy-ports.ts'

type Row = Answer<'policies.cases'>['rows'][number]
type Whole = Answer<'policies.example'>
type Visit = Whole['visits'][number]

/** How what a case expects is called under its rules. */
export type Naming = (worked: WorkedCase) => (name: string) => { readonly zh: string; readonly en: string }

/** A worked case in a list. */
export function caseRow(worked: WorkedCase, naming: Naming): Row {
  const { name, label, id, kind, rulesId, reading, on, note, file, line, differences } = worked
  const labelOf = naming(worked)
  return {
    name,
    label,
    id,
    kind,
    rulesId,
    reading,
    on,
    note,
    file,
    line,
    passed: differences.length === 0,
    differences: differences.map((one) => ({ ...one, label: labelOf(one.field) })),
  }
}

/** A described line with its numbers as people write them. */
function lineView({ price, quantity, preCoinsurance, ceiling, ...rest }: DescribedLine) {
  return {
    ...rest,
    price: unitPriceText(price),
    quantity: quantityText(quantity),
    preCoinsurance: preCoinsurance === null ? null : percent(preCoinsurance),
    ceiling: ceiling === null ? null : unitPriceText(ceiling),
  }
}

function outcomeView({ payments, fund, account, family, cash, person, totalsAdded }: Apportionment): Visit['outcome'] {
  return { ...payments, fund, account, family, cash, person, totalsAdded }
}

function visitView({ on, facts, lines, bill, outcome }: WorkedVisit): Visit {
  return {
    on,
    facts,
    lines: lines === null ? null : lines.map(lineView),
    bill: bill === null ? null : { ...bill, familyBalance: bill.familyBalance ?? zeroFen },
    outcome: outcome?.ok ? outcomeView(outcome.value) : null,
    refused: outcome === null || outcome.ok ? null : outcome.error.code,
  }
}

/** A worked case with its bills. */
export function caseWhole(worked: WorkedCase, naming: Naming): Whole {
  const { expected, visits, item } = worked
  const labelOf = naming(worked)
  return {
    ...caseRow(worked, naming),
    expected: expected.map(({ name, value }) => ({ name, label: labelOf(name), value })),
    visits: visits.map(visitView),
    item: item === null ? null : { ...item, line: lineView(item.line) },
  }
}
