import { evaluateScore, usualScore } from '@yibao/core/supervision'
import { readLabelledProviders } from '../files/provider-table.ts'
import { evaluationLines } from '../text/risk-report.ts'
import { scoreRefusalText } from '../text/risk-words.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

interface EvaluateChoice {
  readonly data: string
  readonly repeats: number
  readonly folds: number
  readonly seed: number
  readonly json?: true
}

/** Measures the score in repeated folds beside ranking by amount alone. */
export async function riskEvaluate(choice: EvaluateChoice): Promise<void> {
  const { data, repeats, folds, seed } = choice
  if (folds < 2) throw new Error('--folds 至少为 2 is at least 2')
  const { rows, digest } = await readLabelledProviders(data)
  const running = evaluateScore(rows, { repeats, folds, seed, options: usualScore })
  const progress = progressLine('检验 measuring')
  let done = 0
  let step = running.next()
  while (step.done !== true) {
    done += 1
    progress(done, repeats * folds)
    step = running.next()
  }
  if (!step.value.ok) throw new Error(`${data}：${scoreRefusalText(step.value.error)}`)
  const evaluation = step.value.value
  if (choice.json === true) {
    const { bags, trees, depth, rate, rowShare, featureShare, shrinkage, leafWeight, bins } = usualScore(seed)
    const options = { bags, trees, depth, rate, rowShare, featureShare, shrinkage, leafWeight, bins }
    return print({ dataDigest: digest, rows: rows.length, seed, options, ...evaluation })
  }
  print(evaluationLines(evaluation).join('\n'))
}
