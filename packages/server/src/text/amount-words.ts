import type { TraceStep } from '@yibao/core/benefit'
import { type LayerPart, type OtherPart, type Plan, totalWords } from '@yibao/core/policy'
import { type Language, labelOf, say, spaced, type WordTable, wordOf } from './words.ts'

export const partWords: WordTable<LayerPart | OtherPart> = {
  overCostLimit: ['超费用限额', 'excess over the cost limit'],
  accountStage: ['个人账户段', 'account stage'],
  deductible: ['起付线', 'deductible'],
  priorShare: ['个人先负担', 'share borne first'],
  paid: ['支付', 'payment'],
  copay: ['个人共付', 'copay'],
  overPaymentLimit: ['超支付限额', 'excess over the payment limit'],
  nonCovered: ['全自费', 'non-covered charge'],
  overPriceLimit: ['超限价', 'excess over price ceilings'],
  preCoinsurance: ['先行自付', 'pre-coinsurance'],
}

export const billWords: WordTable<string> = {
  total: ['医疗总费用', 'total charge'],
  nonCovered: partWords.nonCovered,
  overPriceLimit: partWords.overPriceLimit,
  preCoinsurance: partWords.preCoinsurance,
  eligible: ['符合政策范围费用', 'eligible expense'],
  ordinary: ['普通类费用', 'ordinary eligible expense'],
  paid: ['此前各层支付', 'paid by the earlier layers'],
  left: ['此前各层未付', 'left by the earlier layers'],
}

export const layerWords: WordTable<string> = {
  ...partWords,
  base: ['基数', 'base'],
  costOverPaymentLimit: ['支付限额用完后的费用', 'cost above the payment limit'],
}

/** How layers and running totals are called; what neither the plan nor the trace labels keeps its name. */
export interface BillNames {
  readonly layer: (name: string) => string
  readonly total: (code: string) => string
}

export function namesOf(plan: Plan | null, language: Language, trace: readonly TraceStep[] = []): BillNames {
  return {
    layer: (name) => {
      const layer = plan?.layers.find((one) => one.name === name)
      if (layer !== undefined) return labelOf(layer, language)
      const traced = language === 'zh' ? trace.find((step) => step.layer === name) : undefined
      return traced?.subject ?? spaced(name)
    },
    total: (code) => {
      const total = plan?.totals.find((one) => one.code === code)
      return total === undefined ? code : say(totalWords(total), language)
    },
  }
}

/** An amount of the bill in words: `eligible`, `stream.implant`, `basic.paid`. */
export function amountWord(name: string, names: BillNames, language: Language): string {
  const [owner = '', part] = name.split('.')
  if (part === undefined) return wordOf(billWords, name, language)
  if (owner === 'stream') return say([`“${part}”类费用`, `expense of stream “${part}”`], language)
  const of = wordOf(layerWords, part, language)
  const layer = names.layer(owner)
  // A name of the rules stands apart from Chinese words.
  return language === 'zh' && !/\w$/.test(layer) ? `${layer}${of}` : `${layer} ${of}`
}
