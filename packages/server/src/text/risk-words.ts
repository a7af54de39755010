import type { ScoreFeature, ScoreRefusal } from '@yibao/core/supervision'
import { type Language, type WordTable, wordOf } from './words.ts'

/** What a score looks at. Amounts are in the units of the table it was learned from. */
const featureWords: WordTable<ScoreFeature> = {
  reimbursed: ['报销总额', 'total reimbursed'],
  highestClaim: ['单笔最高报销', 'highest single reimbursement'],
  claims: ['结算笔数', 'claims'],
  persons: ['就诊人数', 'patients'],
  claimsPerPerson: ['人均结算笔数', 'claims per patient'],
  attendingDoctors: ['主治医师数', 'attending doctors'],
  stays: ['住院人次', 'stays'],
  outpatientClaims: ['门诊笔数', 'outpatient claims'],
  regions: ['患者来自的地区数', 'home regions of patients'],
  longestStay: ['最长住院日', 'longest stay in days'],
  hospitalDays: ['总住院床日', 'days in hospital'],
  daysPerStay: ['次均住院日', 'days per stay'],
  reimbursedPerPerson: ['人均报销额', 'reimbursed per patient'],
}

export function featureText(feature: ScoreFeature, language: Language): string {
  return wordOf(featureWords, feature, language)
}

const countedWords: WordTable<ScoreRefusal['what']> = {
  rows: ['机构', 'providers'],
  flagged: ['标记为 1 的机构', 'providers labelled 1'],
  unflagged: ['标记为 0 的机构', 'providers labelled 0'],
}

/** Why nothing can be learned or measured, with its cure. */
export function scoreRefusalText({ what, found, needed }: ScoreRefusal): string {
  const [zh, en] = countedWords[what]
  return `${zh}只有 ${found} 家，至少需要 ${needed} 家，请给更多数据 only ${found} ${en}, ${needed} are needed: give more data`
}
