import { invariant } from '@yibao/core/kernel'
import type { SignedPeople } from '@yibao/core/payment'
import { ageBands } from './people.ts'
import { weightedChoice } from './priced-year-choice.ts'
import { randomStream } from './random.ts'

/** An institution with which people may be signed on. */
interface SigningPlace {
  readonly providerCode: string
  readonly level: string
  /** Stays of the year. */
  readonly cases: number
}

/** Sign-ups of a region of which only the stays of a year are known. */
interface SignedRegion {
  /** People by institution, the same in every month. */
  readonly heads: readonly {
    readonly providerCode: string
    readonly level: string
    readonly people: readonly SignedPeople[]
  }[]
  /** With whom a patient is signed on, who was first treated at a place. */
  signedWith(insuredId: string, firstPlace: string): string
}

/** Stays a person and year: 278.8 million of 1,330 million insured in 2025 (2012年-2025年医保待遇享受相关数据). */
const staysPerThousand = 210
/** Of patients first treated at a place that signs people on: how many, in a hundred, are signed on there; assumed. */
const loyal = 60

/**
 * Sign-ups with the secondary and primary hospitals (医共体), drawn with a seed; with all where there are none such. People are as many as
 * the stays make probable, by the ages of the census; nobody has filed a disease.
 *
 * @throws InvariantError without institutions
 */
export function signedRegion(seed: number, places: readonly SigningPlace[]): SignedRegion {
  invariant(places.length > 0, 'somebody signs people on')
  const near = places.filter(({ level }) => level === 'secondary' || level === 'primary')
  const signing = near.length > 0 ? near : places
  const codes = new Set(signing.map(({ providerCode }) => providerCode))
  const choose = weightedChoice(signing, ({ cases }) => cases)
  const stays = places.reduce((sum, { cases }) => sum + cases, 0)
  const theirs = signing.reduce((sum, { cases }) => sum + cases, 0)
  const everybody = (stays * 1_000) / staysPerThousand
  const shares = ageBands.reduce((sum, share) => sum + share, 0)
  const perAge = (cases: number, band: number): number =>
    Math.round((everybody * (cases / theirs) * ((ageBands[band] ?? 0) / shares)) / 5)
  return {
    heads: signing.map(({ providerCode, level, cases }) => ({
      providerCode,
      level,
      people: ageBands.flatMap((_, band) =>
        [0, 1, 2, 3, 4].map((year) => ({ age: band * 5 + year, diseases: [], count: perAge(cases, band) })),
      ),
    })),
    signedWith(insuredId, firstPlace) {
      const random = randomStream(seed, `signed-people/${insuredId}`)
      const stays = random.below(100) < loyal
      const drawn = choose(random).providerCode
      return stays && codes.has(firstPlace) ? firstPlace : drawn
    },
  }
}
