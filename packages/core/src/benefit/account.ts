import { addFen, type Fen, maxFen, minFen, subtractFen, yuan, zeroFen } from '../kernel/index.ts'
import { amountsIn, type Layer, type LayerPart, type OtherPart, type Plan } from '../policy/index.ts'
import { type BillState, noParts, unpaid } from './bill-state.ts'
import type { BillInput, TraceStep } from './types.ts'

const otherParts = ['nonCovered', 'overPriceLimit', 'preCoinsurance'] as const satisfies readonly OtherPart[]

/** The parts that are not eligible and that a layer's base is made of; none when it looks at the eligible expense too. */
export function outsideParts({ base }: Layer, { formulas }: Plan): readonly OtherPart[] {
  const names = amountsIn(base, formulas)
  const outside = otherParts.filter((part) => names.has(part))
  return outside.length === names.size ? outside : []
}

/** What the account may pay: the named parts, as far as the layers have left them with the person. */
export function payable(plan: Plan, outside: readonly (readonly OtherPart[])[], bill: BillState): Fen {
  const { totals, staged } = bill
  const parts = bill.layers[0]?.parts ?? noParts
  const left = {
    nonCovered: totals.nonCovered,
    overPriceLimit: totals.overPriceLimit,
    preCoinsurance: totals.preCoinsurance,
  }
  let insideLeft = subtractFen(totals.eligible, staged)
  for (let index = 0; index < bill.layers.length; index += 1) {
    let paid = bill.layers[index]?.parts.paid ?? zeroFen
    for (const part of outside[index] ?? []) {
      const taken = minFen(paid, left[part])
      left[part] = subtractFen(left[part], taken)
      paid = subtractFen(paid, taken)
    }
    insideLeft = subtractFen(insideLeft, paid)
  }
  let [named, inside] = [zeroFen, zeroFen]
  for (const part of plan.accountPays) {
    if (part in left) named = addFen(named, left[part as OtherPart])
    else inside = addFen(inside, parts[part as LayerPart])
  }
  const payableInside = minFen(inside, maxFen(zeroFen, insideLeft))
  return minFen(addFen(named, payableInside), maxFen(zeroFen, unpaid(bill)))
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
