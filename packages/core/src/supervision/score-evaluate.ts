import { ok, type Result, refuse } from '../kernel/index.ts'
import { scorer } from './score-explain.ts'
import { stratifiedFolds } from './score-folds.ts'
import { areaUnderRoc, averagePrecision, precisionAt, type Ranked, type Scatter, scatterOf } from './score-measures.ts'
import { trainScore } from './score-train.ts'
import type { LabelledRow, ScoreOptions, ScoreRefusal } from './score-types.ts'

/** The first so many of a fold, as an inspection of one round would take them; and of all folds of a repeat together. */
export const firstOfFold = 50
export const firstOfAll = 150

interface FoldMeasures {
  readonly averagePrecision: number
  readonly precisionFirst: number
  readonly areaUnderRoc: number
}

export interface FoldResult {
  readonly repeat: number
  readonly fold: number
  readonly rows: number
  readonly flagged: number
  readonly model: FoldMeasures
  /** The same rows ranked by the reimbursed amount alone, without any learning. */
  readonly baseline: FoldMeasures
}

interface RepeatResult {
  readonly repeat: number
  /** Means over the folds. */
  readonly modelAveragePrecision: number
  readonly baselineAveragePrecision: number
  /** Of the first of all rows, each scored by the model that had not seen it. */
  readonly modelPrecisionPooled: number
  readonly baselinePrecisionPooled: number
}

export interface ScoreEvaluation {
  readonly folds: readonly FoldResult[]
  readonly repeats: readonly RepeatResult[]
  readonly averagePrecision: Compared
  readonly precisionFirst: Compared
  readonly areaUnderRoc: Compared
  readonly precisionPooled: Compared
}

export interface Compared {
  readonly model: Scatter
  readonly baseline: Scatter
  /** Model less baseline, fold by fold or repeat by repeat. */
  readonly difference: Scatter
}

export interface EvaluationPlan {
  readonly repeats: number
  readonly folds: number
  /** Of the folds; the models of the folds get seeds of their own. */
  readonly seed: number
  readonly options: (seed: number) => ScoreOptions
}

function measures(ranked: readonly Ranked[]): FoldMeasures {
  return {
    averagePrecision: averagePrecision(ranked),
    precisionFirst: precisionAt(ranked, firstOfFold),
    areaUnderRoc: areaUnderRoc(ranked),
  }
}

const byAmount = ({ values, flagged }: LabelledRow): Ranked => ({ score: values.reimbursed, flagged })

function compared<T>(rows: readonly T[], model: (row: T) => number, baseline: (row: T) => number): Compared {
  return {
    model: scatterOf(rows.map(model)),
    baseline: scatterOf(rows.map(baseline)),
    difference: scatterOf(rows.map((row) => model(row) - baseline(row))),
  }
}

/** Every fold has some of either kind, and fifty together, the smallest one too. */
function neededFor(rows: readonly LabelledRow[], { folds }: EvaluationPlan): ScoreRefusal | null {
  const few = (what: ScoreRefusal['what'], found: number, needed: number): ScoreRefusal | null =>
    found >= needed ? null : { code: 'supervision.score-too-few', what, found, needed }
  const flagged = rows.filter((row) => row.flagged).length
  const unflagged = rows.length - flagged
  const smallestFold = Math.floor(flagged / folds) + Math.floor(unflagged / folds)
  // So many do, however they are labelled: each kind leaves less than one a fold over.
  const surely = (firstOfFold + 2) * folds
  const needed = rows.length < firstOfFold * folds ? firstOfFold * folds : surely
  return (
    few('flagged', flagged, folds) ??
    few('unflagged', unflagged, folds) ??
    few('rows', rows.length, firstOfAll) ??
    (smallestFold >= firstOfFold ? null : few('rows', rows.length, needed))
  )
}

/**
 * Measures how well a score finds the flagged among providers it has not seen, in repeated stratified folds, beside a
 * baseline that learns nothing. Yields each fold as it is done.
 *
 * Errors: `supervision.score-too-few`, when the folds are too small to take their first fifty, or there is too little to learn from.
 */
export function* evaluateScore(
  rows: readonly LabelledRow[],
  plan: EvaluationPlan,
): Generator<FoldResult, Result<ScoreEvaluation, ScoreRefusal>> {
  const refusal = neededFor(rows, plan)
  if (refusal !== null) return refuse(refusal)
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const flags = sorted.map(({ flagged }) => flagged)
  const folds: FoldResult[] = []
  const repeats: RepeatResult[] = []
  for (let repeat = 1; repeat <= plan.repeats; repeat += 1) {
    const dealt = stratifiedFolds(flags, plan.folds, plan.seed + repeat)
    const pooled: Ranked[] = []
    for (let fold = 0; fold < plan.folds; fold += 1) {
      const learned = trainScore(
        sorted.filter((_, row) => dealt[row] !== fold),
        plan.options(plan.seed + repeat * 100 + fold),
      )
      if (!learned.ok) return learned
      const score = scorer(learned.value)
      const unseen = sorted.filter((_, row) => dealt[row] === fold)
      const ranked = unseen.map(({ values, flagged }) => ({ score: score(values).score, flagged }))
      const result: FoldResult = {
        repeat,
        fold: fold + 1,
        rows: unseen.length,
        flagged: unseen.filter(({ flagged }) => flagged).length,
        model: measures(ranked),
        baseline: measures(unseen.map(byAmount)),
      }
      folds.push(result)
      pooled.push(...ranked)
      yield result
    }
    repeats.push(repeatResult(repeat, folds, pooled, sorted))
  }
  return ok(summary(folds, repeats))
}

function repeatResult(
  repeat: number,
  folds: readonly FoldResult[],
  pooled: readonly Ranked[],
  rows: readonly LabelledRow[],
): RepeatResult {
  const own = folds.filter((fold) => fold.repeat === repeat)
  return {
    repeat,
    modelAveragePrecision: scatterOf(own.map(({ model }) => model.averagePrecision)).mean,
    baselineAveragePrecision: scatterOf(own.map(({ baseline }) => baseline.averagePrecision)).mean,
    modelPrecisionPooled: precisionAt(pooled, firstOfAll),
    baselinePrecisionPooled: precisionAt(rows.map(byAmount), firstOfAll),
  }
}

function summary(folds: readonly FoldResult[], repeats: readonly RepeatResult[]): ScoreEvaluation {
  const ofFolds = (measure: keyof FoldMeasures) =>
    compared(
      folds,
      ({ model }) => model[measure],
      ({ baseline }) => baseline[measure],
    )
  return {
    folds,
    repeats,
    averagePrecision: ofFolds('averagePrecision'),
    precisionFirst: ofFolds('precisionFirst'),
    areaUnderRoc: ofFolds('areaUnderRoc'),
    precisionPooled: compared(
      repeats,
      (repeat) => repeat.modelPrecisionPooled,
      (repeat) => repeat.baselinePrecisionPooled,
    ),
  }
}
