import { useRef, useState } from 'react'
import { call } from '../kit/index.ts'
import { type Payment, paymentOf, splitOf, type Warning, warningsOf } from './answers.ts'
import { type Bench, empty, inpatient, lineNumber, type Visit, visitOf } from './bench.ts'
import { type BillLine, cashOf, type Item, isTraceCode, type Person, totalOf } from './bill.ts'
import { careOnFile, missingOf, noCare } from './care.ts'
import type { CentreClock } from './clock.ts'
import { type Infno, TillRefusal, useDelivery } from './delivery.ts'
import type { ReadCard } from './device.ts'
import * as national from './national.ts'
import * as stays from './national-stay.ts'
import type { NationalInput, Occasion } from './occasion.ts'
import type { ShiftNow } from './shift-now.ts'

/** How somebody at the window is asked for. */
export type PersonAsked = ReadCard | { readonly insuredId: string }

/** What lies on the counter: one person, one bill, and what can be done with it, one thing at a time. */
export function useCounter(institution: ShiftNow['institution'], clock: CentreClock) {
  const { providerCode } = institution
  const delivery = useDelivery({ providerCode, clock })
  const [bench, set] = useState(() => empty(institution))
  const [busy, setBusy] = useState(false)
  const [identifying, setIdentifying] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const atWork = useRef(false)
  const change = (some: Partial<Bench>): void => set((before) => ({ ...before, ...some }))
  /** What was quoted is no longer true. */
  const edit = (some: Partial<Bench>): void => change({ ...some, quote: null, warnings: [], given: '' })

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

  const occasion = (person: Person): Occasion => ({
    ...bench,
    person,
    insuredDivision: divisionOf(person),
    institution,
    now: clock.now(),
  })
  const divisionOf = (person: Person): string =>
    person.enrolments.find(({ scheme, inForce }) => inForce && scheme === bench.scheme)?.division ??
    institution.division
  const send = async (person: Person, infno: Infno, input: NationalInput): Promise<object> => {
    const { output } = await delivery.deliver({ infno, input, insuredDivision: divisionOf(person) })
    return output
  }

  const look = async (question: PersonAsked): Promise<Person> => call('till.person', { providerCode, ...question })
  const refreshed = async (person: Person): Promise<Person> => {
    const again = await look({ insuredId: person.insuredId })
    change({ person: again })
    return again
  }
  /** The visit or stay as it stands on file now; null when it is open no longer. */
  const visitNow = async (person: Person, visitId: string): Promise<Visit | null> => {
    const again = await refreshed(person)
    const open = again.openVisits.find((one) => one.visitId === visitId)
    const visit = open === undefined ? null : visitOf(open)
    change(visit === null ? { visit, medType: empty(institution).medType } : { visit })
    return visit
  }

  /** What the review says of the lines; a review that cannot be had is no reason to keep anybody waiting. */
  const reviewed = async (on: Occasion, visitId: string): Promise<readonly Warning[]> => {
    try {
      const { output } = await delivery.deliver({
        infno: '3102',
        input: national.reviewOf(on, visitId, bench.lines),
        insuredDivision: on.insuredDivision,
      })
      return warningsOf(output)
    } catch (fault) {
      if (fault instanceof TillRefusal) return []
      throw fault
    }
  }

  const quoteSale = async (person: Person): Promise<Payment> => {
    const on = occasion(person)
    const input = national.purchaseOf(on, bench.lines)
    const payment = paymentOf(await send(person, '2101', input))
    change({ quote: { payment, settle: '2102', input }, warnings: await reviewed(on, '') })
    return payment
  }

  const quoteVisit = async (person: Person): Promise<Payment> => {
    const on = occasion(person)
    let { visit } = bench
    if (visit === null) {
      const { data } = (await send(person, '2201', national.registrationOf(on))) as { data?: { mdtrt_id?: string } }
      const visitId = data?.mdtrt_id ?? ''
      const number = national.visitNumberOf(on)
      visit = { visitId, number, inpatient: false, discharged: false, linesOnFile: 0, amountOnFile: 0 }
      change({ visit })
    }
    const { visitId } = visit
    await send(person, '2203', national.descriptionOf(on, visitId))
    if (visit.linesOnFile > 0) await send(person, '2205', national.withdrawalOf(person.insuredId, visitId))
    const batch = on.now.replaceAll(/\D/g, '')
    // Numbers of lines that were taken back are not used again.
    const lines = bench.lines.map((line) => ({ ...line, number: lineNumber(on.now) }))
    const split = splitOf(await send(person, '2204', national.visitLinesOf(on, visitId, batch, lines)))
    change({ lines, visit: { ...visit, linesOnFile: lines.length, amountOnFile: split.total } })
    const warnings = await reviewed(on, visitId)
    change({ warnings })
    const input = national.visitBillOf(on, visitId, batch, split)
    const payment = paymentOf(await send(person, '2206', input))
    change({ quote: { payment, settle: '2207', input } })
    return payment
  }

  const uploadStay = async (person: Person, visit: Visit): Promise<Visit | null> => {
    if (bench.lines.length === 0) return visit
    const on = { ...occasion(person), medType: inpatient }
    await send(person, '2301', stays.stayLinesOf(on, visit.visitId, bench.lines))
    const warnings = await reviewed(on, visit.visitId)
    edit({ lines: [] })
    change({ warnings })
    return visitNow(person, visit.visitId)
  }
  const quoteStay = async (person: Person, visit: Visit): Promise<Payment | null> => {
    const now = await uploadStay(person, visit)
    if (now === null) return null
    const input = stays.stayBillOf(occasion(person), now.visitId, now.amountOnFile, !now.discharged)
    const payment = paymentOf(await send(person, '2303', input))
    change({ quote: { payment, settle: '2304', input } })
    return payment
  }

  const quoteFor = (person: Person): Promise<Payment | null> => {
    if (institution.pharmacy) return quoteSale(person)
    return bench.visit?.inpatient === true ? quoteStay(person, bench.visit) : quoteVisit(person)
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

  /** What has to be told before the bill can be quoted; a stay is quoted of what is on file. */
  const missing = institution.pharmacy || (isStay && bench.lines.length === 0) ? null : missingOf(bench.care)

  const cash = bench.quote === null ? null : cashOf(bench.given, bench.quote.payment.cash)

  return {
    ...bench,
    /** What goes back of the cash given, or what is wrong with it. */
    cash,
    busy,
    error,
    delivery,
    mayQuote,
    isStay,
    missing,
    identifying,
    fail: setError,
    /** What went wrong before is over. */
    forget: (): void => setError(null),
    choose: edit,
    give: (given: string): void => change({ given }),
    divisionOf,

    /** Tells whether the person was found. */
    identify: async (asked: PersonAsked): Promise<boolean> => {
      let found = false
      setIdentifying(true)
      await run(async () => {
        const person = await look(asked)
        const card = 'insuredId' in asked ? null : asked
        const scheme = person.enrolments.find(({ inForce }) => inForce)?.scheme ?? '310'
        set({ ...empty(institution), person, card, scheme })
        found = true
      })
      setIdentifying(false)
      return found
    },
    take: (open: Person['openVisits'][number]): void => {
      const { visitId } = visitOf(open)
      const visit = bench.visit?.visitId === visitId ? null : visitOf(open)
      const care = visit === null ? noCare : careOnFile(open)
      edit({ visit, care, medType: visit?.inpatient === true ? inpatient : empty(institution).medType })
      if (visit !== null) change({ scheme: open.scheme })
    },
    add: (item: Item): void => {
      const line = {
        number: lineNumber(clock.now()),
        item,
        price: item.price ?? '',
        quantity: '1',
        approved: false,
      }
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

    /** @param onQuoted what comes next, once it is known what the person pays */
    quoteNow: (onQuoted: (payment: Payment) => void): void => {
      if (!mayQuote) return
      withPerson(async (person) => {
        const payment = await quoteFor(person)
        if (payment !== null) onQuoted(payment)
      })
    },
    settleNow: (): void => {
      const { quote } = bench
      if (quote === null || cash?.ok === false) return
      withPerson(async (person) => {
        const payment = paymentOf(await send(person, quote.settle, quote.input))
        const openVisits = person.openVisits.filter(({ visitId }) => visitId !== payment.visitId)
        const paid = { ...person, openVisits, accountBalance: payment.balance }
        edit({ person: paid, receipt: { ...payment, given: cash?.value.given ?? null }, lines: [], visit: null })
      })
    },
    upload: (): void => withStay(async (person, visit) => void (await uploadStay(person, visit))),
    admit: (admission: stays.Admission): void =>
      withPerson(async (person) => {
        const on = { ...occasion(person), medType: inpatient }
        const { result } = (await send(person, '2401', stays.admissionOf(on, admission))) as {
          result?: { mdtrt_id?: string }
        }
        edit({ medType: inpatient })
        await visitNow(person, result?.mdtrt_id ?? '')
      }),
    discharge: (way: string): void =>
      withStay(async (person, visit) => {
        await send(person, '2402', stays.dischargeOf(occasion(person), visit.visitId, way))
        edit({})
        await visitNow(person, visit.visitId)
      }),
    /** Looks again at the visit or stay: something of it was taken back. */
    lookAgain: (): void =>
      withPerson(async (person) => {
        if (bench.visit === null) return
        edit({})
        await visitNow(person, bench.visit.visitId)
      }),
    next: (): void => {
      set(empty(institution))
      setError(null)
    },
  }
}

export type Counter = ReturnType<typeof useCounter>
