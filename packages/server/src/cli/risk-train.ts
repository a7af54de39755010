import {
  type LabelledRow,
  type ScoreModel,
  scoreFeatures,
  scorer,
  trainScore,
  usualScore,
} from '@yibao/core/supervision'
import { readLabelledProviders } from '../files/provider-table.ts'
import { namedModel, writeModel } from '../files/risk-model.ts'
import { type FeatureWeight, trainedLines } from '../text/risk-report.ts'
import { scoreRefusalText } from '../text/risk-words.ts'
import { note } from './options.ts'
import { requireOther } from './other-file.ts'
import { print } from './output.ts'

interface TrainChoice {
  readonly data: string
  readonly out: string
  readonly seed: number
  readonly json?: true
}

function weightsOf(model: ScoreModel, rows: readonly LabelledRow[]): readonly FeatureWeight[] {
  const score = scorer(model)
  const sums = new Map(scoreFeatures.map((feature) => [feature, 0]))
  for (const { values } of rows) {
    for (const { feature, part } of score(values).parts) sums.set(feature, (sums.get(feature) ?? 0) + Math.abs(part))
  }
  return [...sums]
    .map(([feature, sum]) => ({ feature, weight: Math.round(sum / rows.length) }))
    .sort((a, b) => b.weight - a.weight)
}

/** Learns a model from labelled providers and writes it. */
export async function riskTrain(choice: TrainChoice): Promise<void> {
  await requireOther(choice.out, choice.data)
  const { rows, digest: dataDigest } = await readLabelledProviders(choice.data)
  const learned = trainScore(rows, usualScore(choice.seed))
  if (!learned.ok) throw new Error(`${choice.data}：${scoreRefusalText(learned.error)}`)
  const model = learned.value
  const named = namedModel(model, dataDigest)
  await writeModel(choice.out, named)
  const weights = weightsOf(model, rows)
  if (choice.json === true) {
    const { features, options, rows: count, flagged } = model
    return print({ digest: named.digest, dataDigest, rows: count, flagged, features, options, weights })
  }
  print(trainedLines(model, weights, named.digest).join('\n'))
  note(`已写入 written to ${choice.out}`)
}
