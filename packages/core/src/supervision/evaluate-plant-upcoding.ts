import { halfUpFen, multiplyByPpm, ppm } from '../kernel/index.ts'
import type { PlantSpec } from './evaluate-plant-spec.ts'
import type { Draws } from './evaluate-random.ts'
import { groupBy } from './pattern-group-by.ts'
import type { StayFact } from './types.ts'

interface Upcoded {
  readonly providers: readonly string[]
  readonly stays: readonly { readonly stay: StayFact; readonly providerCode: string }[]
}

const poolSize = 6

/**
 * Secondary diagnoses that are paid well: of those on 0.5 to 15 % of the stays the upper third by the mean payment of their stays.
 * Six of these are what a seed's institutions add, so that no seed leans on one list.
 */
function poolOf(stays: readonly StayFact[], draws: Draws): readonly string[] {
  const sums = new Map<string, { stays: number; paid: number }>()
  for (const { diagnoses, paid } of stays) {
    for (const code of new Set(diagnoses.slice(1))) {
      const sum = sums.get(code) ?? { stays: 0, paid: 0 }
      sums.set(code, { stays: sum.stays + 1, paid: sum.paid + paid })
    }
  }
  const usual = [...sums].filter(([, sum]) => sum.stays >= stays.length * 0.005 && sum.stays <= stays.length * 0.15)
  const dear = usual.sort(([, a], [, b]) => b.paid / b.stays - a.paid / a.stays).map(([code]) => code)
  return draws.some(dear.slice(0, Math.max(poolSize, Math.floor(dear.length / 3))), poolSize)
}

/** Raises most stays of some institutions: one to three paid-for secondary diagnoses more, and 15 to 45 % more money. */
export function plantUpcoding(
  stays: readonly StayFact[],
  { upcoders, upcoderStays, upcodedShare }: PlantSpec,
  draws: Draws,
): Upcoded {
  const pool = poolOf(stays, draws)
  const large = [...groupBy(stays, ({ providerCode }) => providerCode)].filter(([, own]) => own.length >= upcoderStays)
  const chosen = draws.some(large, upcoders)
  const changed = chosen.flatMap(([providerCode, own]) =>
    own
      .filter(({ diagnoses }) => diagnoses.length > 0 && draws.chance(upcodedShare))
      .map((stay) => {
        const [principal = '', ...others] = stay.diagnoses
        const added = draws.some(pool, draws.between(1, 3)).filter((code) => !stay.diagnoses.includes(code))
        const money = multiplyByPpm(stay.paid, ppm(draws.between(115, 145) * 10_000), halfUpFen)
        return {
          stay: { ...stay, diagnoses: [principal, ...added, ...others].slice(0, 10), amount: money, paid: money },
          providerCode,
        }
      }),
  )
  return { providers: chosen.map(([code]) => code), stays: changed }
}
