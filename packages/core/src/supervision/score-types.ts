import type { ScoreFeature } from './score-features.ts'

/** One provider to learn from. */
export interface LabelledRow {
  /** Names the provider; unique, and never looked at by the score. */
  readonly key: string
  readonly values: Readonly<Record<ScoreFeature, number>>
  readonly flagged: boolean
}

/** How a score learns. All of it is fixed before any data is seen. */
export interface ScoreOptions {
  /** Forests that are averaged. */
  readonly bags: number
  /** Trees of one forest, each correcting those before it. */
  readonly trees: number
  /** Questions on the way to a leaf; two, so that a tree speaks of a feature or of how few of them go together. */
  readonly depth: number
  /** Share of a tree's correction that is taken. */
  readonly rate: number
  /** Share of the rows, and of the features, that a tree sees. */
  readonly rowShare: number
  readonly featureShare: number
  /** Pulls leaves towards zero. */
  readonly shrinkage: number
  /** Least weight of a leaf: the sum of p(1 − p) of its rows. */
  readonly leafWeight: number
  /** Into how many parts of equal size the values of a feature are cut, at most 256. */
  readonly bins: number
  readonly seed: number
}

/** A leaf is what it adds to the log-odds. */
export type ScoreTree = number | ScoreSplit

export interface ScoreSplit {
  /** Index in the model's features. */
  readonly feature: number
  /** Values less than this go to `less`, all others to `rest`. */
  readonly below: number
  /** Share of the rows that came here which go to `less`, 0 to 1. */
  readonly share: number
  readonly less: ScoreTree
  readonly rest: ScoreTree
}

export interface ScoreModel {
  readonly features: readonly ScoreFeature[]
  readonly options: ScoreOptions
  readonly rows: number
  readonly flagged: number
  /** Log-odds of the share that is flagged, where every forest begins. */
  readonly prior: number
  /** Of all forests; a score is the prior and their sum divided by the number of forests. */
  readonly trees: readonly ScoreTree[]
  /** For each feature its values at 0, 1, … 100 per cent of the rows it was learned from. */
  readonly population: readonly (readonly number[])[]
}

/** Too little to learn or to measure from. */
export interface ScoreRefusal {
  readonly code: 'supervision.score-too-few'
  readonly what: 'rows' | 'flagged' | 'unflagged'
  readonly found: number
  readonly needed: number
}
