import fc from 'fast-check'
import type { BillInput } from '../../src/benefit/index.ts'
import { type Fen, fen, sumFen, zeroFen } from '../../src/kernel/index.ts'

export const someFen = (max: number): fc.Arbitrary<Fen> => fc.integer({ min: 0, max }).map(fen)

const codes = ['eligible', 'deductible', 'pool', 'base2', 'dedc2', 'paid2', 'cost', 'dedc', 'paid'] as const

/** Bills whose parts lie up to `max` fen, after running totals and with an account of the same size. */
export function anyBill(max: number): fc.Arbitrary<BillInput> {
  const amount = someFen(max)
  const totals = fc
    .record({ nonCovered: amount, overPriceLimit: amount, preCoinsurance: amount, eligible: amount })
    .map((parts) => ({ ...parts, total: sumFen(Object.values(parts)) }))
  const used = fc.record(Object.fromEntries(codes.map((code) => [code, amount])))
  const rest = fc.record({
    facts: fc.constantFrom({ group: 'poor' }, { group: 'none' }),
    used,
    accountBalance: amount,
    accountUsed: fc.boolean(),
    accountAsked: fc.option(amount),
  })
  return fc.tuple(totals, fc.integer({ min: 0, max: 100 }), rest).map(([parts, percent, others]) => ({
    totals: parts,
    streams: { implant: fen(Math.floor((parts.eligible * percent) / 100)) },
    ...others,
  }))
}

/** A bill that is eligible from the first to the last fen, of somebody without an account. */
export function eligibleOnly(eligible: Fen, used: BillInput['used'] = {}): BillInput {
  const none = { nonCovered: zeroFen, overPriceLimit: zeroFen, preCoinsurance: zeroFen }
  const account = { accountBalance: zeroFen, accountUsed: false, accountAsked: null }
  return { totals: { ...none, total: eligible, eligible }, streams: {}, facts: {}, used, ...account }
}
