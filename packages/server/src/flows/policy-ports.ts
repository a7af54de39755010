import type { Apportionment, BillInput, DescribedLine } from '@yibao/core/benefit'
import type { Fen, IsoDate, Result } from '@yibao/core/kernel'
import type { Facts, ParameterKind, RegionPack } from '@yibao/core/policy'

interface Words {
  readonly zh: string
  readonly en: string
}

/** A visit of a worked case: what the engine was given and what it made of it. */
export interface WorkedVisit {
  readonly on: IsoDate
  readonly facts: Facts
  /** Null of a bill that came as amounts. */
  readonly lines: readonly DescribedLine[] | null
  /** Null when only rules are asked, or when the lines could not be priced. */
  readonly bill: BillInput | null
  readonly outcome: Result<Apportionment, { readonly code: string }> | null
}

/** A worked case of the policy folder as it stands under a region's pack. */
export interface WorkedCase {
  readonly name: string
  readonly label: Words
  readonly id: string | null
  readonly kind: 'bill' | 'item' | 'contribution' | 'enrolment'
  readonly rulesId: string
  readonly reading: string | null
  readonly on: IsoDate
  readonly note: string | null
  readonly file: string
  readonly line: number
  /** Empty when the case comes out as its author expects. */
  readonly differences: readonly { readonly field: string; readonly expected: string; readonly actual: string }[]
  readonly expected: readonly { readonly name: string; readonly value: string }[]
  readonly visits: readonly WorkedVisit[]
  /** Of a single line: its level of provider and its parts; null parts where the law refuses it. */
  readonly item: {
    readonly level: string
    readonly line: DescribedLine
    readonly split: Readonly<
      Record<'total' | 'nonCovered' | 'overPriceLimit' | 'preCoinsurance' | 'eligible', Fen>
    > | null
  } | null
}

/** A fact as a form asks it. */
export interface AskedFact {
  readonly fact: string
  readonly label: Words
  readonly kind: 'text' | 'number' | 'money' | 'date' | 'list'
  readonly words: readonly { readonly word: string; readonly label: Words }[]
  /** Whether it may say other words than those. */
  readonly open: boolean
  readonly needed: boolean
}

/** What has to be asked before a bill can be tried under the plans of a region. */
export interface PackForm {
  readonly plans: readonly {
    readonly planId: string
    readonly reading: string | null
    readonly asks: readonly AskedFact[]
    readonly streams: readonly string[]
  }[]
  readonly lines: { readonly visit: readonly AskedFact[]; readonly line: readonly AskedFact[] }
}

type LawValue = string | readonly { readonly to: string | null; readonly rate: string | null }[]

/** A value on one side of a comparison; null when the law repealed it. */
interface ComparedValue {
  readonly value: LawValue | null
  readonly from: IsoDate
  readonly source: string
  readonly document: string
  readonly clause: string | null
  readonly assumed: boolean
}

interface ComparedCase {
  readonly refused: string | null
  readonly paid: Readonly<Record<'total' | 'fund' | 'person' | 'account' | 'cash', Fen>> | null
  readonly answers: readonly { readonly name: string; readonly label: Words; readonly value: string }[]
}

/** What differs in one set of rules between two days. */
export interface RulesDifference {
  readonly about: 'coverage' | 'plan' | 'contribution' | 'enrolment'
  readonly rulesId: string
  readonly label: Words
  readonly same: number
  readonly parameters: readonly {
    readonly name: string
    readonly label: Words
    readonly kind: ParameterKind
    readonly key: readonly string[]
    readonly keyWords: Words
    readonly change: 'added' | 'removed' | 'value' | 'source'
    readonly left: ComparedValue | null
    readonly right: ComparedValue | null
  }[]
  readonly chapters: readonly {
    readonly title: string
    readonly changes: readonly { readonly side: 'left' | 'right'; readonly line: string }[]
  }[]
  readonly cases: readonly {
    readonly name: string
    readonly label: Words
    readonly kind: 'changed' | 'incomparable'
    readonly left: ComparedCase
    readonly right: ComparedCase
  }[]
  readonly casesSame: number
  readonly items: readonly {
    readonly name: string
    readonly label: Words
    readonly left: string
    readonly right: string
  }[]
}

/** What the policy desk works with: the law in force, and what is made of it. */
export interface PolicyDesk {
  readonly packs: readonly RegionPack[]
  readonly today: () => IsoDate
  readonly formOf: (pack: RegionPack) => PackForm
  /** The worked cases of a region in the order of files and lines; none where nobody wrote any. */
  readonly cases: (pack: RegionPack) => Promise<readonly WorkedCase[]>
  /** The rules in which something differs, and how many are the same. */
  readonly compare: (
    pack: RegionPack,
    days: { readonly left: IsoDate; readonly right: IsoDate },
    language: 'zh' | 'en',
  ) => Promise<{ readonly rules: readonly RulesDifference[]; readonly unchanged: number }>
}
