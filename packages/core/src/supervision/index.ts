export type { ChangeRules, LevelChange } from './change-points.ts'
export { changePointsOf } from './change-points.ts'
export type { Interval, PatternMeasure, RankMeasure, TruthRow } from './evaluate.ts'
export { measurePattern, measureRanking } from './evaluate.ts'
export type { Evaluated, PatternEvaluation, Replanted } from './evaluate-all.ts'
export { evaluatePatterns, replantings } from './evaluate-all.ts'
export type { Planted } from './evaluate-plant.ts'
export { plantPatterns, usualPlanting } from './evaluate-plant.ts'
export type { PlantSpec } from './evaluate-plant-spec.ts'
export type { Draws } from './evaluate-random.ts'
export { drawsFrom } from './evaluate-random.ts'
export { scaleOf } from './indicator-scale.ts'
export type { IndicatorSchedule } from './indicator-schedule.ts'
export { duePeriod } from './indicator-schedule.ts'
export type { CaseMix } from './judge-mix.ts'
export { openCaseMix } from './judge-mix.ts'
export type * from './judge-types.ts'
export { isYuan, numberText, partText, valueText } from './number-text.ts'
export { judgeOutliers } from './outlier.ts'
export type { Screened } from './pattern-all.ts'
export { personPatterns, screened, stayPatterns } from './pattern-all.ts'
export { cardBursts } from './pattern-burst.ts'
export { staysAfterDeath } from './pattern-death.ts'
export { duplicateStays } from './pattern-duplicate.ts'
export { hoarding } from './pattern-hoarding.ts'
export { overlappingStays } from './pattern-overlap.ts'
export type {
  BurstParameters,
  HoardingParameters,
  OverlapParameters,
  PatternParameters,
  RingParameters,
  SplitParameters,
  TravelParameters,
  UpcodingParameters,
} from './pattern-parameters.ts'
export { eventRings, stayRings } from './pattern-ring.ts'
export { splitStays } from './pattern-split.ts'
export type { Distance, StaysByPerson } from './pattern-travel.ts'
export { impossibleTravel, staysByPerson, swipesDuringStays } from './pattern-travel.ts'
export type {
  NotLooked,
  PatternCode,
  PatternFinding,
  PatternMember,
  PatternOutcome,
  PatternReason,
  ReasonName,
} from './pattern-types.ts'
export { patternCodes } from './pattern-types.ts'
export type { CodeExcess, UpcodingRank } from './pattern-upcoding.ts'
export { rankUpcoding, upcoding } from './pattern-upcoding.ts'
export { upcodingModel } from './pattern-upcoding-model.ts'
export { peerKeysOf } from './peers.ts'
export type { Spread } from './robust.ts'
export { medianOf, quantileOf, rankOf, robustZ, spreadOf } from './robust.ts'
export type { Compared, EvaluationPlan, FoldResult, ScoreEvaluation } from './score-evaluate.ts'
export { evaluateScore, firstOfAll, firstOfFold } from './score-evaluate.ts'
export type { ProviderScore, ScorePart } from './score-explain.ts'
export { scorer, scoreUnits } from './score-explain.ts'
export type { ProviderFacts, ScoreFeature } from './score-features.ts'
export { featuresOf, scoreFeatures } from './score-features.ts'
export type { Scatter } from './score-measures.ts'
export { usualScore } from './score-options.ts'
export { trainScore } from './score-train.ts'
export type { LabelledRow, ScoreModel, ScoreOptions, ScoreRefusal, ScoreSplit, ScoreTree } from './score-types.ts'
export type { MonthSeries } from './season.ts'
export { monthAfter, monthsThrough, seasonOf } from './season.ts'
export type { SignalWeight, Topic } from './signals.ts'
export { riskOf } from './signals.ts'
export { judgeTarget } from './target.ts'
export type { TrendSeries } from './trend.ts'
export { freshChange, judgeTrend, missingMonths } from './trend.ts'
export type {
  BadWhen,
  CardEvent,
  DispensedDrug,
  Grain,
  IndicatorValue,
  Means,
  StayFact,
  Subject,
} from './types.ts'
export { grains } from './types.ts'
export * from './words.ts'
