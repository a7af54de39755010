import type { Answer } from '@yibao/contract/rest'
import type { Apportionment, DescribedLine } from '@yibao/core/benefit'
import { percent, quantityText, unitPriceText, zeroFen } from '@yibao/core/kernel'
import type { WorkedCase, WorkedVisit } from '../../flows/policy-ports.ts'

type Row = Answer<'policies.cases'>['rows'][number]
type Whole = Answer<'policies.example'>
type Visit = Whole['visits'][number]

/** A worked case in a list. */
export function caseRow(worked: WorkedCase): Row {
  const { name, id, kind, rulesId, reading, on, note, file, line, differences } = worked
  return { name, id, kind, rulesId, reading, on, note, file, line, passed: differences.length === 0, differences }
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
export function caseWhole(worked: WorkedCase): Whole {
  const { expected, visits, item } = worked
  return {
    ...caseRow(worked),
    expected,
    visits: visits.map(visitView),
    item: item === null ? null : { ...item, line: lineView(item.line) },
  }
}
