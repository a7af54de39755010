import type { Answer, ErrorFacts, Input } from '@yibao/contract/rest'
import { divisionCode, fen, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach } from '@yibao/core/office'
import { points, type ReviewOutcome, type Step } from '@yibao/core/payment'
import { pageOf, withinReach } from '../../flows/asker.ts'
import { type JobDesk, startJob } from '../../flows/jobs.ts'
import type { PaymentDesk } from '../../flows/payment-desk.ts'
import { laneOf, type PaymentOrder } from '../../flows/payment-order.ts'
import type { CaseRow, PaymentReads, ShownCase, ShownRun, ShownStatement } from '../../flows/payment-read-ports.ts'
import { reopenPeriod } from '../../flows/payment-reopen.ts'
import {
  applyForReview,
  assignReviewers,
  decideReview,
  type ReviewActor,
  type ReviewDesk,
} from '../../flows/payment-review.ts'
import type { FiledReview } from '../../flows/payment-review-ports.ts'
import type { PaymentRunRefusal } from '../../flows/payment-run-refusals.ts'
import { stepLines } from '../../text/payment.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { jobRefusal, jobView } from './job-view.ts'
import { refusedBy } from './office.ts'

type NameOf = (providerCode: string) => string | null

export interface PaymentRestDesk {
  readonly institutionName: NameOf
  readonly reads: PaymentReads
  readonly reviews: ReviewDesk
  readonly jobs: JobDesk
  /** Where closed periods are undone. */
  readonly payer: PaymentDesk
}

const word = (at: LocalDateTime, ...rest: readonly string[]): string => [at, ...rest].join('~')

const runView = ({ statements, ...run }: ShownRun): Answer<'payments.runs'>['rows'][number] => {
  const { runId, kind, division, schemes, period, state, issue, planHash, drgScheme, dipDirectory } = run
  const { startedAt, closedAt } = run
  return {
    runId,
    kind,
    division,
    schemes,
    period,
    state,
    issue,
    planHash,
    drgScheme,
    dipDirectory,
    startedAt,
    closedAt,
    statements,
  }
}

function statementView(one: ShownStatement, nameOf: NameOf): Answer<'payments.statements'>['rows'][number] {
  const { content: _content, divisions: _divisions, institutions: _institutions, ...shown } = one
  return { ...shown, providerName: nameOf(one.providerCode) }
}

const stepsOf = ({ content }: ShownStatement): readonly Step[] =>
  content.kind === 'month' ? content.statement.steps : content.kind === 'year' ? content.clearing.steps : content.steps

function caseView(one: CaseRow | ShownCase, nameOf: NameOf): Answer<'payments.cases'>['rows'][number] {
  const { facts, runId, role, why, kind, method, groupCode: group, total, fundPaid, reviewId } = one
  const { caseId, providerCode, dischargedOn } = facts
  const { standard, fundPayable } = one
  return {
    caseId,
    providerCode,
    providerName: nameOf(providerCode),
    runId,
    role,
    why,
    kind,
    method,
    group,
    dischargedOn,
    total,
    fundPaid,
    points: one.points,
    standard,
    fundPayable,
    reviewId,
  }
}

const asText = (steps: readonly Step[], language: 'zh' | 'en'): string => stepLines(steps, language).join('\n')

/** Reviewers say what they hold without having heard the other, and institutions hear it when it is decided. */
function reviewView(one: FiledReview, { reach, user }: SignedInContext, nameOf: NameOf): Answer<'payments.apply'> {
  const isBureau = reach.regions.length > 0
  const decided = one.state === 'decided'
  const spoken = one.state === 'disputed' || one.opinions.some(({ reviewer }) => reviewer === user.userId)
  const { divisions: _divisions, institutions: _institutions, division: _division, scheme: _scheme, ...shown } = one
  return {
    ...shown,
    providerName: nameOf(one.providerCode),
    ...(isBureau || decided ? {} : { firstReviewer: null, secondReviewer: null, arbiter: null }),
    opinions: decided || (isBureau && spoken) ? one.opinions : [],
  }
}

/** An outcome as core says it. Refuses when what its kind asks for is not there. */
function outcomeOf({
  kind,
  points: asked,
  standard,
  share,
}: Input<'payments.decide'>['outcome']): Result<ReviewOutcome, string> {
  if (kind === 'rejected') return ok({ kind })
  if (kind === 'points')
    return asked === undefined || asked < 0 ? refuse('outcome.points') : ok({ kind, points: points(asked) })
  if (kind === 'money') {
    return standard === undefined || standard < 0 ? refuse('outcome.standard') : ok({ kind, standard: fen(standard) })
  }
  return share === undefined || share < 0 || share > 1_000_000 ? refuse('outcome.share') : ok({ kind, share })
}

const actorOf = (context: SignedInContext): ReviewActor => ({ ...context, userId: context.user.userId })

function reviewHandlers({ reads, reviews: desk, institutionName }: PaymentRestDesk) {
  const view = (one: FiledReview, context: SignedInContext) => reviewView(one, context, institutionName)
  const handlers: Pick<
    HandlersOf<'payments'>,
    'payments.reviews' | 'payments.apply' | 'payments.assign' | 'payments.decide'
  > = {
    'payments.reviews': async (
      context,
      { limit = usualPage, after = null, providerCode = null, state = null, reviewId = null },
    ) => {
      const found = await reads.reviews({ reviewId, providerCode, state }, context.reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ appliedAt, reviewId }) => word(appliedAt, reviewId))
      return ok({ rows: rows.map((one) => view(one, context)), next })
    },

    'payments.apply': async (context, order) => {
      const made = await applyForReview(desk, actorOf(context), order)
      return made.ok ? ok(view(made.value, context)) : refusedBy('payments.apply', made.error)
    },

    'payments.assign': async (context, order) => {
      const made = await assignReviewers(desk, actorOf(context), order)
      if (made.ok) return ok(view(made.value, context))
      const late = made.error.code === 'payment.changed-meanwhile' || made.error.code === 'payment.review-state'
      const facts = late ? await context.changed('payments', order.reviewId) : {}
      return refusedBy('payments.assign', made.error, facts)
    },

    'payments.decide': async (context, { reviewId, outcome: asked, reason }) => {
      const outcome = outcomeOf(asked)
      if (!outcome.ok) return refuse({ code: 'rest.bad-input', field: outcome.error })
      const made = await decideReview(desk, actorOf(context), { reviewId, outcome: outcome.value, reason })
      return made.ok ? ok(view(made.value, context)) : refusedBy('payments.decide', made.error)
    },
  }
  return handlers
}

/** A run of which the asker sees a statement; what lies beyond is as good as missing. */
async function runWithin(
  { reads }: PaymentRestDesk,
  { reach, beyondReach }: SignedInContext,
  runId: string,
): Promise<ShownRun | null> {
  const any = { runId, kind: null, scheme: null, period: null }
  const [found = null] = await reads.runs(any, reach, null, 1)
  if (found === null && (await reads.isRun(runId))) await beyondReach(runId)
  return found
}

/** What a refused reopening was about. */
const reopenFacts = (refusal: PaymentRunRefusal): ErrorFacts =>
  refusal.code === 'payment.later-closed' ? { value: refusal.later } : {}

/** How far regions have come, the job that carries a run out, and undoing the last one. */
function runHandlers(desk: PaymentRestDesk) {
  const { reads, jobs, payer } = desk
  const handlers: Pick<HandlersOf<'payments'>, 'payments.scopes' | 'payments.start' | 'payments.reopen'> = {
    'payments.reopen': async (context, { runId, reason }) => {
      const run = await runWithin(desk, context, runId)
      const scheme = run?.schemes[0]
      if (run === null || scheme === undefined) return refuse({ code: 'payments.unknown-run' })
      const { state, division, kind, period } = run
      if (state !== 'closed') return refuse({ code: 'payments.not-closed' })
      if (!mayReach(context.reach, { divisions: [division], institutions: [] })) {
        return refuse({ code: 'payments.unknown-run' })
      }
      const order = { division, scheme, kind, period, runId, reason, actor: context.actor }
      const done = await reopenPeriod(payer, order)
      if (done.ok) return ok({ runId, entries: done.value.entries })
      return refusedBy('payments.reopen', done.error, reopenFacts(done.error))
    },

    'payments.scopes': async ({ reach }) => ok({ rows: await reads.scopes(reach) }),

    'payments.start': async ({ actor, reach }, asked) => {
      const { kind, scheme, period, trial = false, hold = false, partial = false, underLast = false } = asked
      const isYear = period.length === 4
      if (isYear !== (kind === 'year')) return refuse({ code: 'rest.bad-input', field: 'period', value: period })
      const known = await reads.scopes(reach)
      if (!known.some((one) => one.division === asked.division && one.scheme === scheme)) {
        return refuse({ code: 'payments.unknown-scope', value: `${asked.division} ${scheme}` })
      }
      const division = divisionCode(asked.division)
      const input: PaymentOrder = { kind, division, scheme, period, trial, hold, partial, underLast }
      const started = await startJob(jobs, {
        kind: 'payments-run',
        action: 'payments.start',
        actor,
        target: division,
        input,
        lane: laneOf(input),
      })
      return started.ok ? ok(jobView(started.value)) : refuse(jobRefusal(started.error))
    },
  }
  return handlers
}

/** Runs, statements, cases and special-case reviews; an institution's office sees its own. */
export function paymentHandlers(desk: PaymentRestDesk): HandlersOf<'payments'> {
  const { reads, institutionName: nameOf } = desk
  return {
    'payments.runs': async (
      { reach },
      { limit = usualPage, after = null, kind = null, scheme = null, period = null },
    ) => {
      const found = await reads.runs({ runId: null, kind, scheme, period }, reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ startedAt, runId }) => word(startedAt, runId))
      return ok({ rows: rows.map(runView), next })
    },

    'payments.run': async (context, { runId }) => {
      const run = await runWithin(desk, context, runId)
      if (run === null) return refuse({ code: 'payments.unknown-run' })
      const isBureau = context.reach.regions.length > 0
      return ok({ ...runView(run), reopenedAt: run.reopenedAt, reason: isBureau ? run.reason : null })
    },

    'payments.statements': async ({ reach }, asked) => {
      const { limit = usualPage, after = null, runId = null, providerCode = null, period = null } = asked
      const found = await reads.statements({ runId, providerCode, period }, reach, after, limit + 1)
      const keyOf = (one: ShownStatement): string => word(one.issuedAt, one.runId, one.providerCode)
      const { rows, next } = pageOf(found, limit, keyOf)
      return ok({ rows: rows.map((one) => statementView(one, nameOf)), next })
    },

    'payments.statement': async (context, { runId, providerCode, language = 'zh' }) => {
      const found = await withinReach(context, `${runId} ${providerCode}`, await reads.statement(runId, providerCode))
      if (found === null) return refuse({ code: 'payments.unknown-statement' })
      const steps = stepsOf(found)
      const entries = (await reads.entries(runId, providerCode)).map(({ entry }) => entry)
      const held = await reads.held(runId, providerCode)
      const statement = statementView(found, nameOf)
      return ok({ statement, held, steps, stepsText: asText(steps, language), entries })
    },

    'payments.cases': async (
      { reach, reachFor },
      { runId, providerCode = null, role = null, limit = usualPage, after },
    ) => {
      const [code, caseId] = after?.split('~') ?? []
      const key = code === undefined || caseId === undefined ? null : { providerCode: code, caseId }
      const isTrial = !(await reads.isRun(runId))
      if (isTrial && !(await reads.isTrial(runId, reachFor('payments.run')))) {
        return refuse({ code: 'payments.unknown-run' })
      }
      const found = await reads.cases({ runId, providerCode, role, isTrial }, reach, key, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ facts }) => `${facts.providerCode}~${facts.caseId}`)
      return ok({ rows: rows.map((one) => caseView(one, nameOf)), next })
    },

    'payments.case': async (context, { runId, caseId, language = 'zh' }) => {
      const found = await withinReach(context, `${runId} ${caseId}`, await reads.case(runId, caseId))
      if (found === null) return refuse({ code: 'payment.unknown-case' })
      const steps = [...(found.score?.steps ?? []), ...(found.price?.steps ?? [])]
      const { diagnoses, operations, stayDays } = found.facts.record
      const text = asText(steps, language)
      return ok({ case: caseView(found, nameOf), diagnoses, operations, stayDays, steps, stepsText: text })
    },

    ...runHandlers(desk),
    ...reviewHandlers(desk),
  }
}
