import {
  type Compared,
  firstOfAll,
  firstOfFold,
  type ScoreEvaluation,
  type ScoreFeature,
  type ScoreModel,
  scoreUnits,
} from '@yibao/core/supervision'
import { featureText } from './risk-words.ts'
import { tableLines } from './table-text.ts'

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const
const four = (value: number) => value.toFixed(4)
const signed = (value: number) => `${value < 0 ? '' : '+'}${four(value)}`

function comparedRow(name: string, { model, baseline, difference }: Compared): readonly string[] {
  return [
    name,
    `${four(model.mean)} ± ${four(model.deviation)}`,
    `${four(baseline.mean)} ± ${four(baseline.deviation)}`,
    `${signed(difference.mean)} ± ${four(difference.deviation)}`,
    `${signed(difference.least)} … ${signed(difference.most)}`,
  ]
}

/** What a score is worth beside ranking by amount alone, in the same folds. */
export function evaluationLines(evaluation: ScoreEvaluation): readonly string[] {
  const { averagePrecision, precisionFirst, precisionPooled, areaUnderRoc, folds, repeats } = evaluation
  return [
    `${repeats.length} × ${folds.length / repeats.length} 折 folds；均值 ± 标准差 mean ± standard deviation`,
    '',
    ...tableLines(
      [
        left('指标 measure'),
        right('模型 model'),
        right('只看报销总额 amount alone'),
        right('差 difference'),
        right('差的范围 its range'),
      ],
      [
        comparedRow('平均精确率 average precision (AP)', averagePrecision),
        comparedRow(`每折前 ${firstOfFold} 家精确率 precision@${firstOfFold}`, precisionFirst),
        comparedRow(`合并前 ${firstOfAll} 家精确率 pooled precision@${firstOfAll}`, precisionPooled),
        comparedRow('ROC AUC（仅供参考 for information）', areaUnderRoc),
      ],
    ),
    '',
    ...tableLines(
      [
        right('重复 repeat'),
        right('模型 AP model'),
        right('总额 AP amount'),
        right('差 difference'),
        right(`模型 model p@${firstOfAll}`),
        right(`总额 amount p@${firstOfAll}`),
      ],
      repeats.map((one) => [
        String(one.repeat),
        four(one.modelAveragePrecision),
        four(one.baselineAveragePrecision),
        signed(one.modelAveragePrecision - one.baselineAveragePrecision),
        four(one.modelPrecisionPooled),
        four(one.baselinePrecisionPooled),
      ]),
    ),
    '',
    '各折共用训练数据，标准差不是标准误 folds share training rows: the deviation is no standard error',
  ]
}

/** How far a feature moves scores on average, in ten-thousandths of log-odds. */
export interface FeatureWeight {
  readonly feature: ScoreFeature
  readonly weight: number
}

/** What was learned, from what, and which features move scores most. */
export function trainedLines(model: ScoreModel, weights: readonly FeatureWeight[], digest: string): readonly string[] {
  return [
    `机构 providers ${model.rows}，其中标记 of them labelled ${model.flagged}；树 trees ${model.trees.length}`,
    `模型摘要 model sha256 ${digest}`,
    '',
    ...tableLines(
      [left('特征 feature'), left(''), right('平均影响 mean effect')],
      weights.map(({ feature, weight }) => [
        featureText(feature, 'zh'),
        featureText(feature, 'en'),
        four(weight / scoreUnits),
      ]),
    ),
  ]
}
