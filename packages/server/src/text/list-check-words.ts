import type { FindingCode } from '@yibao/core/settlement-list'
import type { WordTable } from './words.ts'

/** What a check of settlement lists looks for. */
export const listCheckWords: WordTable<FindingCode> = {
  missing: ['缺项', 'entry missing'],
  'code-unknown': ['编码不存在', 'unknown code'],
  'code-not-checked': ['编码未核对（未载入编码表）', 'codes not checked: no list of codes is loaded'],
  'principal-diagnosis-count': ['主要诊断不是一个', 'not exactly one principal diagnosis'],
  'principal-operation-count': ['主要手术不是一个', 'not exactly one principal operation'],
  'diagnosis-twice': ['诊断重复', 'a diagnosis twice'],
  'bad-time': ['时间格式有误', 'a time in the wrong form'],
  'out-of-order': ['时间先后有误', 'times out of order'],
  'registered-differs': ['与登记不符', 'differs from what is registered'],
  'sum-differs': ['费用合计不符', 'sums do not agree'],
  'sex-conflict': ['与性别不符', 'does not go with the sex'],
  'age-conflict': ['与年龄不符', 'does not go with the age'],
  'operation-unexplained': ['手术与诊断不符', 'operation not explained by the diagnosis'],
  'bad-weight': ['体重不可能', 'impossible weight'],
  'weight-unusual': ['体重异常', 'unusual weight'],
  'weight-not-newborn': ['非新生儿填写体重', 'a weight of no newborn'],
  'bad-duration': ['时长格式有误', 'a duration in the wrong form'],
  'duration-too-long': ['时长超过住院', 'longer than the stay'],
  'duration-differs': ['时长与起止不符', 'duration differs from begin and end'],
  'nursing-too-long': ['护理天数超过住院', 'more nursing days than the stay has'],
}
