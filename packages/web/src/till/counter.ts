import type { Answer } from '@yibao/contract/rest'
import { useRef, useState } from 'react'
import { call } from '../kit/index.ts'
import { type BillLine, type Item, isTraceCode, type Person, totalOf } from './bill.ts'
import type { CentreClock } from './clock.ts'
import { type Infno, TillRefusal, useDelivery } from './delivery.ts'
import type { ReadCard } from './device.ts'
import * as national from './national.ts'
import { type Payment, paymentOf } from './payment.tsx'
import type { Named, TillSettings } from './settings.ts'

type Institution = Answer<'till.shift'>['institution']

/** The visit or stay that the bill belongs to. */
interface Visit {
  readonly visitId: string
  readonly inpatient: boolean
  readonly discharged: boolean
  /** Lines on file that are not settled; of a stay they are part of the next bill. */
  readonly linesOnFile: number
  readonly amountOnFile: number
}

interface Bench {
  readonly person: Person | null
  readonly card: ReadCard | null
  readonly scheme: string
  readonly medType: string
  readonly disease: Named | null
  readonly accountUsed: boolean
  readonly lines: readonly BillLine[]
  readonly visit: Visit | null
  /** What was quoted last, and how; null after any change. */
  readonly quote: { readonly payment: Payment; readonly settle: Infno; readonly input: national.NationalInput } | null
  readonly warnings: readonly national.Warning[]
  readonly receipt: Payment | null
}

const outpatient = '11'
const pharmacy = '41'
const inpatient = '21'

const empty = (institution: Institution): Bench => ({
  person: null,
  card: null,
  scheme: '',
  medType: institution.pharmacy ? pharmacy : outpatient,
  disease: null,
  accountUsed: true,
  lines: [],
  visit: null,
  quote: null,
  warnings: [],
  receipt: null,
})

let counted = 0

/** A number for a line, of its own in the institution. */
function lineNumber(now: string): string {
  counted += 1
  return `T${now.replaceAll(/\D/g, '')}${String(counted).padStart(4, '0')}`
}

const visitOf = (open: Person['openVisits'][number]): Visit => ({
  visitId: open.visitId,
  inpatient: open.inpatient,
  discharged: open.dischargedAt !== null,
  linesOnFile: open.lines,
  amountOnFile: open.amount,
})

/** What lies on the counter: one person, one bill, and what can be done with it, one thing at a time. */
export function useCounter(institution: Institution, clock: CentreClock, settings: TillSettings) {
  const { providerCode } = institution
  const delivery = useDelivery({ providerCode, clock })
  const [bench, set] = useState(() => empty(institution))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const atWork = useRef(false)
  const change = (some: Partial<Bench>): void => set((before) => ({ ...before, ...some }))
  /** What was quoted is no longer true. */
  const edit = (some: Partial<Bench>): void => change({ ...some, quote: null, warnings: [] })

  /** One thing at a time: a second press while the first is at work does nothing. */
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (atWork.current) return
    atWork.current = true
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (fault) {
      setError(fault instanceof Error ? fault : new Error(String(fault)))
    } finally {
      atWork.current = false
      setBusy(false)
    }
  }

  const occasion = (person: Person): national.Occasion => ({
    ...bench,
    person,
    insuredDivision: divisionOf(person),
    settings,
    institution,
    now: clock.now(),
  })
  const divisionOf = (person: Person): string =>
    person.enrolments.find(({ scheme, inForce }) => inForce && scheme === bench.scheme)?.division ??
    institution.division
  const send = async (person: Person, infno: Infno, input: national.NationalInput): Promise<object> => {
    const { output } = await delivery.deliver({ infno, input, insuredDivision: divisionOf(person) })
    return output
  }

  const look = async (question: ReadCard | { readonly insuredId: string }): Promise<Person> =>
    call('till.person', { providerCode, ...question })
  const refreshed = async (person: Person): Promise<Person> => {
    const again = await look({ insuredId: person.insuredId })
    change({ person: again })
    return again
  }
  /** The stay as it stands on file now. */
  const stayNow = async (person: Person, visitId: string): Promise<Visit | null> => {
    const again = await refreshed(person)
    const open = again.openVisits.find((one) => one.visitId === visitId)
    const visit = open === undefined ? null : visitOf(open)
    change({ visit })
    return visit
  }

  /** What the review says of the lines; a review that cannot be had is no reason to keep anybody waiting. */
  const reviewed = async (on: national.Occasion, visitId: string): Promise<readonly national.Warning[]> => {
    try {
      const { output } = await delivery.deliver({
        infno: '3102',
        input: national.reviewOf(on, visitId, bench.lines),
        insuredDivision: on.insuredDivision,
      })
      return national.warningsOf(output)
    } catch (fault) {
      if (fault instanceof TillRefusal) return []
      throw fault
    }
  }

  const quoteSale = async (person: Person): Promise<void> => {
    const on = occasion(person)
    const input = national.purchaseOf(on, bench.lines)
    const payment = paymentOf(await send(person, '2101', input))
    change({ quote: { payment, settle: '2102', input }, warnings: await reviewed(on, '') })
  }

  const quoteVisit = async (person: Person): Promise<void> => {
    const on = occasion(person)
    let { visit } = bench
    if (visit === null) {
      const { data } = (await send(person, '2201', national.registrationOf(on))) as { data?: { mdtrt_id?: string } }
      const visitId = data?.mdtrt_id ?? ''
      visit = { visitId, inpatient: false, discharged: false, linesOnFile: 0, amountOnFile: 0 }
      change({ visit })
    }
    const { visitId } = visit
    await send(person, '2203', national.descriptionOf(on, visitId))
    if (visit.linesOnFile > 0) await send(person, '2205', national.withdrawalOf(on, visitId))
    const batch = on.now.replaceAll(/\D/g, '')
    // Numbers of lines that were taken back are not used again.
    const lines = bench.lines.map((line) => ({ ...line, number: lineNumber(on.now) }))
    const split = national.splitOf(await send(person, '2204', national.visitLinesOf(on, visitId, batch, lines)))
    change({ lines, visit: { ...visit, linesOnFile: lines.length, amountOnFile: split.total } })
    const warnings = await reviewed(on, visitId)
    change({ warnings })
    const input = national.visitBillOf(on, visitId, batch, split)
    change({ quote: { payment: paymentOf(await send(person, '2206', input)), settle: '2207', input } })
  }

  const uploadStay = async (person: Person, visit: Visit): Promise<Visit | null> => {
    if (bench.lines.length === 0) return visit
    const on = { ...occasion(person), medType: inpatient }
    await send(person, '2301', national.stayLinesOf(on, visit.visitId, bench.lines))
    const warnings = await reviewed(on, visit.visitId)
    edit({ lines: [] })
    change({ warnings })
    return stayNow(person, visit.visitId)
  }
  const quoteStay = async (person: Person, visit: Visit): Promise<void> => {
    const now = await uploadStay(person, visit)
    if (now === null) return
    const input = national.stayBillOf(occasion(person), now.visitId, now.amountOnFile, !now.discharged)
    change({ quote: { payment: paymentOf(await send(person, '2303', input)), settle: '2304', input } })
  }

  const withPerson = (work: (person: Person) => Promise<void>): void => {
    const { person } = bench
    if (person !== null) void run(() => work(person))
  }
  const withStay = (work: (person: Person, visit: Visit) => Promise<void>): void => {
    const { visit } = bench
    if (visit?.inpatient === true) withPerson((person) => work(person, visit))
  }
  const isBillable = bench.lines.length > 0 && totalOf(bench.lines) !== null
  const isStay = bench.visit?.inpatient === true
  const mayQuote = isStay ? totalOf(bench.lines) !== null : isBillable

  return {
    ...bench,
    busy,
    error,
    delivery,
    mayQuote,
    isStay,
    fail: setError,
    choose: edit,

    /** @param onFound what comes next, once the person is known */
    identify: (card: ReadCard, onFound: () => void): void =>
      void run(async () => {
        const person = await look(card)
        const scheme = person.enrolments.find(({ inForce }) => inForce)?.scheme ?? '310'
        set({ ...empty(institution), person, card, scheme })
        onFound()
      }),
    take: (open: Person['openVisits'][number]): void => {
      const { visitId } = visitOf(open)
      const visit = bench.visit?.visitId === visitId ? null : visitOf(open)
      edit({ visit, medType: visit?.inpatient === true ? inpatient : empty(institution).medType })
      if (visit !== null) change({ scheme: open.scheme })
    },
    add: (item: Item): void => {
      const line = { number: lineNumber(clock.now()), item, price: item.price ?? '', quantity: '1', approved: false }
      edit({ lines: [...bench.lines, { ...line, codes: [] }] })
    },
    /** A traceability code belongs to the line that was added last; true when there is one. */
    scan: (text: string): boolean => {
      const last = bench.lines.at(-1)
      if (!isTraceCode(text) || last === undefined) return false
      const codes = last.codes.includes(text) ? last.codes : [...last.codes, text]
      edit({ lines: [...bench.lines.slice(0, -1), { ...last, codes, quantity: String(codes.length) }] })
      return true
    },
    changeLine: (number: string, some: Partial<BillLine>): void =>
      edit({ lines: bench.lines.map((line) => (line.number === number ? { ...line, ...some } : line)) }),
    removeLine: (number: string): void => edit({ lines: bench.lines.filter((line) => line.number !== number) }),

    quoteNow: (): void => {
      if (!mayQuote) return
      withPerson((person) => {
        if (institution.pharmacy) return quoteSale(person)
        return bench.visit?.inpatient === true ? quoteStay(person, bench.visit) : quoteVisit(person)
      })
    },
    settleNow: (onSettled: () => void): void => {
      const { quote } = bench
      if (quote === null) return
      withPerson(async (person) => {
        const receipt = paymentOf(await send(person, quote.settle, quote.input))
        const paid = { ...person, accountBalance: receipt.balance }
        change({ person: paid, receipt, quote: null, lines: [], visit: null, warnings: [] })
        onSettled()
      })
    },
    upload: (): void => withStay(async (person, visit) => void (await uploadStay(person, visit))),
    admit: (admission: national.Admission): void =>
      withPerson(async (person) => {
        const on = { ...occasion(person), medType: inpatient }
        const { result } = (await send(person, '2401', national.admissionOf(on, admission))) as {
          result?: { mdtrt_id?: string }
        }
        edit({ medType: inpatient })
        await stayNow(person, result?.mdtrt_id ?? '')
      }),
    discharge: (way: string): void =>
      withStay(async (person, visit) => {
        await send(person, '2402', national.dischargeOf(occasion(person), visit.visitId, way))
        edit({})
        await stayNow(person, visit.visitId)
      }),
    /** Takes back a discharge, or the admission of somebody who was not discharged. */
    takeBack: (): void =>
      withStay(async (person, visit) => {
        const infno = visit.discharged ? '2405' : '2404'
        await send(person, infno, national.stayOf(occasion(person), visit.visitId))
        edit({})
        await stayNow(person, visit.visitId)
      }),
    next: (): void => {
      set(empty(institution))
      setError(null)
    },
  }
}

export type Counter = ReturnType<typeof useCounter>
