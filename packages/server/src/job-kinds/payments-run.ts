import { Worker } from 'node:worker_threads'
import { type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach } from '@yibao/core/office'
import type { JobKind, JobProgress, JobResult, JobWork } from '../flows/job-ports.ts'
import type { Actor } from '../flows/operation-log.ts'
import type { Progress } from '../flows/payment-desk.ts'
import type { PaymentOrder } from '../flows/payment-order.ts'
import type { PaymentRunRefusal } from '../flows/payment-run-refusals.ts'
import { runFailure, unreachedScope } from '../text/payment-failure.ts'
import type { JobGround } from './ground.ts'

/** What the thread is told when it begins; plain data. */
export interface RunTask {
  readonly url: string
  readonly order: PaymentOrder
  readonly actor: Actor
  /** The centre's time when it begins. */
  readonly now: LocalDateTime
}

type Stage = Parameters<Progress>[0]

export type RunTold =
  | { readonly stage: Stage; readonly done: number; readonly all: number }
  | { readonly ended: Result<JobResult, PaymentRunRefusal> }

const stages: Readonly<Record<Stage, NonNullable<JobProgress['stage']>>> = {
  collect: { zh: '收集病例（机构）', en: 'Collecting cases (institutions)' },
  group: { zh: '分组（病例）', en: 'Grouping (cases)' },
  price: { zh: '定价（机构）', en: 'Pricing (institutions)' },
  close: { zh: '出结算单和分录（机构）', en: 'Statements and entries (institutions)' },
}

/** Lets a thread carry out the run. Gives it up when the job is cancelled or the centre stops: what is done by then stays, and goes on. */
async function inThread(task: RunTask, work: JobWork<PaymentOrder>): Promise<Result<JobResult, PaymentRunRefusal>> {
  const worker = new Worker(new URL('./payments-run-thread.ts', import.meta.url), { workerData: task })
  const ended = Promise.withResolvers<Result<JobResult, PaymentRunRefusal>>()
  const giveUp = (): void => ended.reject(work.signal.reason)
  worker.on('message', (told: RunTold) => {
    if ('ended' in told) return ended.resolve(told.ended)
    const { stage, done, all } = told
    work.progress({ done, of: all, stage: stages[stage] }).catch(ended.reject)
  })
  worker.on('error', ended.reject)
  worker.on('exit', (code) => ended.reject(new Error(`the thread of a payment run ended early (${code})`)))
  work.signal.addEventListener('abort', giveUp, { once: true })
  try {
    if (work.signal.aborted) giveUp()
    return await ended.promise
  } finally {
    work.signal.removeEventListener('abort', giveUp)
    await worker.terminate()
  }
}

/** A month-end, an advance or the clearing of a year. */
export const paymentsRun = ({ url, source }: Pick<JobGround, 'url' | 'source'>): JobKind<PaymentOrder> => ({
  kind: 'payments-run',
  right: 'payments.run',
  async run(work) {
    const { input: order, actor, reach } = work
    if (!mayReach(reach, { divisions: [order.division], institutions: [] })) return refuse(unreachedScope)
    const done = await inThread({ url, order, actor, now: source.now() }, work)
    return done.ok ? ok({ result: done.value, file: null }) : refuse(runFailure(done.error))
  },
})
