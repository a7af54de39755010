import type { Answer, Input } from '@yibao/contract/rest'
import { listTypeWords } from '@yibao/core/mapping'
import { chargeTypePair, named, type Pair, type Say, titled } from '../kit/index.ts'

export type Item = Answer<'catalogues.items'>['rows'][number]
export type Kind = Item['kind']
export type Class = Item['class']
export type Standing = Item['state']
export type ListName = Input<'catalogues.codes'>['list']
export type Change = Answer<'catalogues.difference'>['rows'][number]['change']

export const kindWords: Readonly<Record<Kind, Pair>> = {
  drug: ['药品', 'Drug'],
  service: ['诊疗项目', 'Service'],
  consumable: ['医用耗材', 'Consumable'],
}

export const classWords: Readonly<Record<Class, Pair>> = {
  A: ['甲类', 'Class A'],
  B: ['乙类', 'Class B'],
  C: ['丙类', 'Class C'],
}

export const standingWords: Readonly<Record<Standing, Pair>> = {
  'in-force': ['有效', 'in force'],
  coming: ['尚未生效', 'not yet'],
  ended: ['已终止', 'ended'],
}

export const changeWords: Readonly<Record<Change, Pair>> = {
  added: ['新增', 'Added'],
  changed: ['变更', 'Changed'],
  ended: ['终止', 'Ended'],
}

export const listWords: Readonly<Record<ListName, Pair>> = {
  'western-and-patent-drugs': ['西药、中成药', 'Western and patent drugs'],
  'herbal-slices': ['中药饮片', 'Herbal slices'],
  services: ['诊疗项目', 'Services'],
  consumables: ['医用耗材（20 位码）', 'Consumables, 20 characters'],
  'consumables-27': ['医用耗材（27 位码）', 'Consumables, 27 characters'],
  diagnoses: ['疾病诊断', 'Diagnoses'],
  operations: ['手术操作', 'Operations'],
  'chronic-diseases': ['门诊慢特病', 'Chronic and special diseases'],
  'payment-diseases': ['按病种付费病种', 'Diseases paid by case'],
  'day-surgery': ['日间手术', 'Day surgery'],
  'tumour-morphology': ['肿瘤形态学', 'Morphology of tumours'],
  'tcm-diseases': ['中医疾病', 'Diseases of Chinese medicine'],
  'tcm-syndromes': ['中医证候', 'Syndromes of Chinese medicine'],
}

/** National `list_type` of a local item. */
export const listTypeText = (code: string, say: Say): string => say(...named(titled(listTypeWords), code))

const fieldWords: Readonly<Record<string, Pair>> = {
  name: ['名称', 'Name'],
  class: ['甲乙丙类', 'Class'],
  preCoinsurance: ['先行自付', 'Borne first'],
  ceilingTertiary: ['三级限价', 'Ceiling, tertiary'],
  ceilingSecondary: ['二级限价', 'Ceiling, secondary'],
  ceilingPrimary: ['一级限价', 'Ceiling, primary'],
  ceilingUngraded: ['未定级限价', 'Ceiling, ungraded'],
  restricted: ['限制使用', 'Restricted'],
  restriction: ['限制范围', 'Restriction'],
  chargeType: ['收费类别', 'Charge type'],
  form: ['剂型', 'Form'],
  unit: ['计价单位', 'Unit'],
  referencePrice: ['参考价', 'Reference price'],
  from: ['起始日', 'From'],
  until: ['截止日', 'Until'],
  source: ['来源', 'Source'],
  edition: ['编码版本', 'Edition'],
  classCode: ['大类编码', 'Group code'],
  className: ['大类名称', 'Group'],
  division: ['区划', 'Division'],
  note: ['备注', 'Note'],
}

export function fieldName(field: string, say: Say): string {
  const pair = fieldWords[field]
  return pair === undefined ? field : say(...pair)
}

/** What a field says, for people. */
export function fieldText(field: string, value: string | null, say: Say): string {
  if (value === null) return '—'
  if (field === 'chargeType') return say(...chargeTypePair(value))
  if (field === 'restricted') return value === '1' ? say('是', 'yes') : say('否', 'no')
  if (field === 'class' && (value === 'A' || value === 'B' || value === 'C')) return say(...classWords[value])
  return value
}

export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
