import type { Answer } from '@yibao/contract/rest'
import { type Pair, type Say, schemeWords, yuanText } from '../kit/index.ts'
import type { PartName } from './draft.ts'

type Parameter = Answer<'policies.parameters'>['rules'][number]['parameters'][number]
type LawValue = NonNullable<Parameter['rows'][number]['value']>
export type ParameterKind = Parameter['kind']
type RulesAbout = Answer<'policies.packs'>['packs'][number]['rules'][number]['about']
type CareName = Answer<'policies.packs'>['packs'][number]['rules'][number]['care'][number]

export const aboutWords: Readonly<Record<RulesAbout, Pair>> = {
  coverage: ['项目支付规定', 'single items'],
  plan: ['待遇方案', 'benefit plan'],
  contribution: ['缴费', 'contribution'],
  enrolment: ['参保', 'enrolment'],
}

export const careWords: Readonly<Record<CareName, Pair>> = {
  outpatient: ['门诊', 'outpatient'],
  'special-drug': ['特药', 'special drugs'],
  chronic: ['门诊慢特病', 'chronic diseases'],
  pharmacy: ['药店', 'pharmacy'],
  inpatient: ['住院', 'inpatient'],
  maternity: ['生育', 'maternity'],
}

/** A scheme, or none: the rules are asked for by name. */
export const askedSchemeWords: Readonly<Record<'310' | '390' | 'none', Pair>> = {
  ...schemeWords,
  none: ['按名称调用', 'Asked by name'],
}

/** The parts of a bill, as the four amounts that a form asks. */
export const billPartWords: Readonly<Record<PartName | 'total', Pair>> = {
  total: ['医疗总费用', 'Total charge'],
  eligible: ['符合政策范围', 'Eligible expense'],
  preCoinsurance: ['先行自付', 'Pre-coinsurance'],
  overPriceLimit: ['超限价', 'Over price ceiling'],
  nonCovered: ['全自费', 'Non-covered'],
}

/** A value of the law as it stands in a cell: `1,200.00 元`, `85%`, bands by their upper bounds. */
export function valueText(value: LawValue | null, kind: ParameterKind, say: Say): string {
  if (value === null) return say('已废止', 'repealed')
  if (typeof value === 'string') return kind === 'money' ? `${value} ${say('元', 'yuan')}` : value
  return value
    .map(({ to, rate }) => {
      const bound = to === null ? (value.length === 1 ? '' : say('以上 ', 'above ')) : `≤${to} `
      return `${bound}${rate ?? say('未载', 'not stated')}`
    })
    .join(say('；', '; '))
}

/** The number behind a value, in the unit in which a chart shows it: yuan, per cent, times. */
export function chartNumber(base: number | null, kind: ParameterKind): number | null {
  if (base === null) return null
  if (kind === 'money') return base / 100
  return kind === 'rate' ? base / 10_000 : base / 1_000_000
}

export const chartUnit = (kind: ParameterKind, say: Say): string =>
  kind === 'money' ? say('元', 'yuan') : kind === 'rate' ? '%' : ''

/** How much more or less: `+12.00`, `−3.50`, `0.00`. */
export function signed(fen: number): string {
  if (fen === 0) return yuanText(0)
  return fen > 0 ? `+${yuanText(fen)}` : `−${yuanText(-fen)}`
}
