import type { Settlement } from '@yibao/core/settlement'
import type { PersonStore, Recording } from '../flows/ports.ts'
import type { AnsweredMessage, Observer } from '../national/observer.ts'
import type { Log } from './log.ts'
import type { Metrics, OutcomeClass, Payments } from './metrics.ts'
import { sampled } from './samples.ts'

/** Listens to the door and to what is recorded, counts, and writes one line for each settlement. */
export interface Monitor {
  readonly observe: Observer
  /** The same store; what it recorded is noticed. */
  watching(people: PersonStore): PersonStore
  /** Writes what was only counted so far. */
  flush(): void
}

const busyCodes: ReadonlySet<string> = new Set([
  'gateway.busy',
  'gateway.institution-busy',
  'gateway.database-unavailable',
  'flow.busy',
])

function classOf(code: string | null): OutcomeClass {
  if (code === null) return 'ok'
  if (code === 'gateway.internal') return 'fault'
  return busyCodes.has(code) ? 'busy' : 'refused'
}

/** What counts together: numbers that nobody knows are one. */
const unknownInfno = 'other'

function paymentsOf({ amounts }: Settlement): Payments {
  const { pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other } = amounts
  const { account, family, cash, hospital } = amounts
  const funds = { pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other }
  return { ...funds, account, family, cash, hospital }
}

const nonZero = (payments: Payments): Payments =>
  Object.fromEntries(Object.entries(payments).filter(([, amount]) => amount !== 0))

/** Institution, second and sequence, as the interface has it. */
const usualForm = /^20\d{12}\d{4}$/

/** A number of the sender, if nothing else can be hidden in it: some write an identity number there. */
const safeMsgid = (msgid: string, institution: string): string | null =>
  msgid.startsWith(institution) && usualForm.test(msgid.slice(institution.length)) ? msgid : null

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10

interface Refused {
  readonly code: string
  readonly infno: string
  readonly institution: string
}

/** The monitor of one process. */
export function openMonitor(metrics: Metrics, log: Pick<Log, 'line'>): Monitor {
  /** Booked by messages that are not answered yet; as many as there are places. */
  const booked = new Map<string, Settlement>()
  const refusals = sampled<Refused>((facts) => log.line('refusal', facts))

  const note = (settlement: Settlement, message: AnsweredMessage): void => {
    const { messageId, infno, providerCode, msgid, milliseconds } = message
    const { settlementId, scheme, kind, amounts } = settlement
    const payments = paymentsOf(settlement)
    metrics.settlement(scheme, kind, payments)
    log.line('settlement', {
      message: messageId,
      infno,
      institution: providerCode,
      msgid: safeMsgid(msgid, providerCode),
      setl_id: settlementId,
      action: kind,
      scheme,
      total: amounts.total,
      paid: nonZero(payments),
      ms: tenths(milliseconds),
    })
  }

  return {
    observe(message) {
      const { messageId, refusal: code, providerCode: institution, milliseconds } = message
      const infno = message.infno ?? unknownInfno
      const settlement = booked.get(messageId)
      if (settlement !== undefined) {
        booked.delete(messageId)
        note(settlement, message)
      }
      metrics.message(infno, classOf(code), code, milliseconds)
      if (code !== null) refusals.note(code, { code, infno, institution })
    },
    watching: (people) => ({
      ...people,
      async record(recording: Recording) {
        const recorded = await people.record(recording)
        const { settlement, screening } = recording.decision
        if (!recorded || settlement === null) return recorded
        booked.set(recording.message.messageId, settlement)
        for (const { rule, missing, count } of screening?.notEvaluated ?? []) metrics.notEvaluated(rule, missing, count)
        return recorded
      },
    }),
    flush: refusals.flush,
  }
}
