import type { Catalog } from '@yibao/core/catalog'
import { findItem } from '@yibao/core/catalog'
import { type IsoDate, invariant, zeroFen } from '@yibao/core/kernel'
import { billingOf, totalOf } from '../sim/bills.ts'
import { type CaseOfCare, caseMix, placeOf } from '../sim/case-mix.ts'
import { plannedLine } from '../sim/pricing.ts'
import { type Random, randomStream } from '../sim/random.ts'
import { envelopeOf } from '../sim/till.ts'
import type { Institution, Town } from '../sim/town.ts'
import type { Episode } from '../sim/visits.ts'
import { type Template, templateOf } from './template.ts'

/** A database is opened as `serve` opens it: with an end to its patience, and plans made once. */
export const asServing = { connectionMs: 5_000, statementMs: 10_000 }

/** The messages of one whole visit, in the order in which a till sends them. */
export const visitMessages = ['2201', '2204', '2206', '2207'] as const
export type VisitMessage = (typeof visitMessages)[number]

/** What differs between two messages of one bill; everything else stands in its template. */
export interface Slots {
  readonly person: string
  readonly scheme: string
  readonly account: '0' | '1'
  readonly voucher: string
  readonly visit: string
  readonly msgid: string
  readonly time: string
  readonly fulamt_ownpay_amt: string
  readonly overlmt_selfpay: string
  readonly preselfpay_amt: string
  readonly inscp_scp_amt: string
}

/** One bill of one institution, as texts in which only the slots are open. */
export interface Bill {
  readonly messages: Readonly<Record<VisitMessage, Template<keyof Slots>>>
  readonly lines: number
  readonly totalFen: number
}

const slot = (name: keyof Slots): string => `⟦${name}⟧`

/** Who comes is of age, so that every case of grown-ups may be his. */
const youngest = 18

const fits = ({ ages, gender }: CaseOfCare): boolean => ages[0] <= youngest && ages[1] >= 100 && gender === undefined

/** Lines of one visit: three to six, as most outpatient bills have. */
function linesOf(random: Random, catalog: Catalog, institution: Institution, on: IsoDate) {
  const place = placeOf(institution.provider.kind)
  const cases = caseMix.filter((one) => fits(one) && one.places[place] !== undefined && one.items.length >= 3)
  const planned = random.pick(cases)
  const codes = planned.items.slice(0, random.between(3, Math.min(6, planned.items.length)))
  const lines = codes.map(([code, least, most]) => {
    const item = findItem(catalog, code, on)
    invariant(item.ok, () => `${code} of the case mix is in force on ${on}`)
    return plannedLine(random, item.value, random.between(least, most), institution.provider)
  })
  return { planned, lines }
}

function episodeOf(institution: Institution, number: number, bill: ReturnType<typeof linesOf>): Episode {
  return {
    number,
    institution,
    window: 0,
    second: 8 * 3600 + 1800,
    kind: 'visit',
    case: bill.planned,
    certificate: { type: '01', number: slot('voucher') },
    accountUsed: false,
    course: 'settle',
    lines: bill.lines,
    otherLines: [],
    member: {
      insured: {
        insuredId: slot('person'),
        name: '',
        certificateType: '01',
        certificateNumber: '',
        gender: 'male',
        birth: '1970-01-01' as IsoDate,
      },
      cardNumber: '',
      enrolment: {
        scheme: slot('scheme') as '310',
        division: institution.provider.division,
        status: 'active',
        personType: '',
        range: { from: '2020-01-01' as IsoDate, until: null },
        civilServant: false,
        consecutiveYears: 0,
        employer: '',
        traits: {},
      },
      balance: zeroFen,
    },
  }
}

interface Sender {
  readonly institution: Institution
  readonly operator: Institution['operators'][number]
  readonly insuredAt: string
}

const envelopeText = (sender: Sender, infno: VisitMessage, input: unknown): string =>
  JSON.stringify(envelopeOf({ ...sender, infno, input, signNo: '', msgid: slot('msgid'), at: slot('time') }))

const withAccount = (text: string): string =>
  text.replace('"acct_used_flag":"0"', `"acct_used_flag":"${slot('account')}"`)

/**
 * The bills of one till, each with its four messages as the town's hospitals write them.
 *
 * @throws InvariantError when an item of the case mix is not in force
 */
export function billsOf(
  town: Town,
  catalog: Catalog,
  sender: Sender & { readonly seed: number; readonly bills: number },
): readonly Bill[] {
  const { institution, seed } = sender
  const random = randomStream(seed, 'bench.bills')
  return Array.from({ length: sender.bills }, (_, index): Bill => {
    const bill = linesOf(random, catalog, institution, town.on)
    const billing = billingOf(episodeOf(institution, index + 1, bill), town.on)
    const batch = { number: 'B0001', lines: bill.lines, firstLine: 1 }
    const visit = slot('visit')
    const split = {
      fulamt_ownpay_amt: slot('fulamt_ownpay_amt'),
      overlmt_selfpay: slot('overlmt_selfpay'),
      preselfpay_amt: slot('preselfpay_amt'),
      inscp_scp_amt: slot('inscp_scp_amt'),
    }
    const inputs = {
      '2201': billing.register(),
      '2204': billing.upload(visit, batch),
      '2206': billing.settle(visit, batch, {}),
      '2207': billing.settle(visit, batch, split),
    }
    const template = (infno: VisitMessage) =>
      templateOf<keyof Slots>(withAccount(envelopeText(sender, infno, inputs[infno])))
    return {
      messages: {
        '2201': template('2201'),
        '2204': template('2204'),
        '2206': template('2206'),
        '2207': template('2207'),
      },
      lines: bill.lines.length,
      totalFen: totalOf(bill.lines),
    }
  })
}
