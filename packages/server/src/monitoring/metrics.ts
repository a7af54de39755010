import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How a message ended, for counting: carried out, refused, told to come back, or met by a fault of ours. */
export type OutcomeClass = 'ok' | 'refused' | 'busy' | 'fault'

/** What is looked up when somebody asks for the metrics. */
interface Sights {
  readonly inFlight: () => number
  readonly places: number
  readonly connections: () => Promise<number>
  readonly bodyBytes: () => number
  readonly databaseAnswers: () => boolean
  readonly pool: () => { readonly busy: number; readonly idle: number; readonly waiting: number }
}

/** Amounts of one settlement in fen, by who pays; of an undoing they are negative. */
export type Payments = Readonly<Record<string, number>>

export interface Metrics {
  readonly registry: Registry
  /** Prometheus text, of this process alone. */
  text(): Promise<string>
  /** One message was answered; `code` is null when it was carried out. */
  message(infno: string, outcome: OutcomeClass, code: string | null, milliseconds: number): void
  /** One settlement or its undoing was booked. */
  settlement(scheme: string, kind: string, payments: Payments): void
  /** A rule could not be evaluated for a bill that was booked, for want of a fact, so often. */
  notEvaluated(rule: string, missing: string, count: number): void
  /** One set of decisions went to the database together. */
  batch(size: number, milliseconds: number): void
  /** Says where the gauges look; once. */
  lookAt(sights: Sights): void
}

const messageSeconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.2, 0.5, 1, 2, 5, 10]
const batchSizes = [1, 2, 4, 8, 16, 32, 64]
const batchSeconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10]

/**
 * What Prometheus is told. No label names a person or grows without end: transaction numbers, codes of refusals,
 * schemes and payers are lists of ours.
 *
 * @param processDefaults also memory, processor time and event-loop lag of Node; once per process, for they never end
 */
export function openMetrics(version: string, { processDefaults = false } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (processDefaults) collectDefaultMetrics({ register: registry })

  new Gauge({
    name: 'yibao_build_info',
    help: 'Version of the centre and of Node; always 1',
    labelNames: ['version', 'node'],
    aggregator: 'first',
    registers,
  }).set({ version, node: process.version }, 1)
  const messages = new Counter({
    name: 'yibao_messages_total',
    help: 'Messages of the national interface that were answered',
    labelNames: ['infno', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'yibao_message_seconds',
    help: 'From the whole request to its answer; without those told to come back',
    labelNames: ['infno'],
    buckets: messageSeconds,
    registers,
  })
  const refusals = new Counter({
    name: 'yibao_refusals_total',
    help: 'Messages that were not carried out, by the code of the refusal',
    labelNames: ['code'],
    registers,
  })
  const settlements = new Counter({
    name: 'yibao_settlements_total',
    help: 'Settlements, cancels and reversals that were booked',
    labelNames: ['scheme', 'kind'],
    registers,
  })
  const settledFen = new Counter({
    name: 'yibao_settled_fen_total',
    help: 'Amounts booked in fen, by payer; of cancels and reversals what was taken back',
    labelNames: ['scheme', 'kind', 'payer'],
    registers,
  })
  const notEvaluated = new Counter({
    name: 'yibao_audit_not_evaluated_total',
    help: 'Audit rules that could not be evaluated for a booked settlement, by the fact that was missing',
    labelNames: ['rule', 'missing'],
    registers,
  })
  const sizes = new Histogram({
    name: 'yibao_batch_size',
    help: 'Decisions that went to the database together',
    buckets: batchSizes,
    registers,
  })
  const batches = new Histogram({
    name: 'yibao_batch_seconds',
    help: 'From sending decisions to the database to their commit',
    buckets: batchSeconds,
    registers,
  })

  return {
    registry,
    text: () => registry.metrics(),
    message(infno, outcome, code, milliseconds) {
      messages.inc({ infno, outcome })
      if (outcome !== 'busy') durations.observe({ infno }, milliseconds / 1000)
      if (code !== null) refusals.inc({ code })
    },
    settlement(scheme, kind, payments) {
      settlements.inc({ scheme, kind })
      for (const [payer, amount] of Object.entries(payments)) {
        if (amount !== 0) settledFen.inc({ scheme, kind, payer }, Math.abs(amount))
      }
    },
    notEvaluated: (rule, missing, count) => notEvaluated.inc({ rule, missing }, count),
    batch(size, milliseconds) {
      sizes.observe(size)
      batches.observe(milliseconds / 1000)
    },
    lookAt: (sights) => lookAt(registers, sights),
  }
}

function lookAt(registers: Registry[], sights: Sights): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read())
      },
    })
  }
  gauge('yibao_messages_in_flight', 'Messages worked on now', sights.inFlight)
  gauge('yibao_places', 'Messages that may be worked on at once', () => sights.places)
  gauge('yibao_connections', 'Open connections', sights.connections)
  gauge('yibao_body_bytes', 'Bytes of bodies held now', sights.bodyBytes)
  gauge('yibao_database_answers', '1 while the database answers, added up over the processes', () =>
    sights.databaseAnswers() ? 1 : 0,
  )
  new Gauge({
    name: 'yibao_database_connections',
    help: 'Connections to the database',
    labelNames: ['state'],
    registers,
    collect() {
      const { busy, idle } = sights.pool()
      this.set({ state: 'busy' }, busy)
      this.set({ state: 'idle' }, idle)
    },
  })
  gauge('yibao_database_waiting', 'Statements that wait for a connection', () => sights.pool().waiting)
}
