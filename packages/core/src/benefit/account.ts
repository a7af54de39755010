import { type Fen, maxFen, minFen, subtractFen, sumFen, yuan, zeroFen } from '../kernel/index.ts'
import { amountsIn, type Layer, type OtherPart, type PersonPart, type Plan } from '../policy/index.ts'
import { type BillState, noParts, unpaid } from './bill-state.ts'
import type { BillInput, TraceStep } from './types.ts'

const otherParts = ['nonCovered', 'overPriceLimit', 'preCoinsurance'] as const satisfies readonly OtherPart[]

const basicParts = [
  'overCostLimit',
  'deductible',
  'priorShare',
  'copay',
  'overPaymentLimit',
] as const satisfies readonly Exclude<PersonPart, OtherPart>[]

/** What a later layer pays for: parts that its base names, what is in streams, or whatever the person still bears. */
export type PaysFor = readonly PersonPart[] | 'streams' | 'rest'

export function paysFor({ base }: Layer, { formulas, layers }: Plan): PaysFor {
  const names = [...amountsIn(base, formulas)]
  if (names.length > 0 && names.every((name) => name.startsWith('stream.'))) return 'streams'
  const basic = layers[0]?.name ?? ''
  const named = [
    ...otherParts.filter((part) => names.includes(part)),
    ...basicParts.filter((part) => names.includes(`${basic}.${part}`)),
  ]
  return named.length === names.length ? named : 'rest'
}

/**
 * What the account may pay: the named parts of the bill and of its basic layer, as far as the later layers have left
 * them with the person. A layer that looks at the whole burden pays for the parts that the account may not pay first.
 */
export function payable({ accountPays }: Plan, paying: readonly PaysFor[], bill: BillState): Fen {
  const { totals } = bill
  const basic = bill.layers[0]
  const left: Record<PersonPart, Fen> = { ...totals, ...(basic?.parts ?? noParts) }
  let elsewhere = subtractFen(totals.eligible, basic?.base ?? zeroFen)
  const unnamed = basicParts.filter((part) => !accountPays.includes(part))
  const named = basicParts.filter((part) => accountPays.includes(part))
  for (let index = 1; index < bill.layers.length; index += 1) {
    let paid = bill.layers[index]?.parts.paid ?? zeroFen
    const target = paying[index] ?? 'rest'
    if (typeof target === 'string') {
      const taken = minFen(paid, maxFen(zeroFen, elsewhere))
      elsewhere = subtractFen(elsewhere, taken)
      paid = subtractFen(paid, taken)
    }
    for (const part of target === 'streams' ? [] : target === 'rest' ? [...unnamed, ...named, ...otherParts] : target) {
      const taken = minFen(paid, left[part])
      left[part] = subtractFen(left[part], taken)
      paid = subtractFen(paid, taken)
    }
  }
  const whole = sumFen(accountPays.map((part) => left[part]))
  return minFen(whole, maxFen(zeroFen, unpaid(bill)))
}

function pay(step: 'account' | 'family', available: Fen, most: Fen, trace: TraceStep[] | null): Fen {
  const amount = minFen(available, most)
  if (trace !== null) {
    const inputs = [
      { name: 'payable', value: yuan(most) },
      { name: 'available', value: yuan(available) },
    ] as const
    trace.push({ step, subject: '', inputs, result: amount, source: '', assumed: false })
  }
  return amount
}

/** What the own account pays of the person's share beyond a stage that the law itself gives it, and relatives' of the rest. */
export function payFromAccounts(
  input: BillInput,
  most: Fen,
  stage: Fen,
  trace: TraceStep[] | null,
): { readonly own: Fen; readonly family: Fen } {
  const { accountBalance, accountAsked, familyBalance = zeroFen } = input
  const upTo = accountAsked === null ? accountBalance : minFen(accountBalance, accountAsked)
  const own = pay('account', maxFen(zeroFen, subtractFen(upTo, stage)), most, trace)
  const family = familyBalance === 0 ? zeroFen : pay('family', familyBalance, subtractFen(most, own), trace)
  return { own, family }
}
