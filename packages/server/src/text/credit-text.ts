import type { Consequence, CreditPart, CreditStanding } from '@yibao/core/credit'
import type { CreditTold } from './casework-shapes.ts'
import { tableLines } from './table-text.ts'

const does: Readonly<Record<Consequence['does'], string>> = {
  talk: '约谈 called to a talk',
  pause: '暂停医保支付资格 right to payment paused',
  end: '终止医保支付资格 right to payment ended',
}

const appeals: Readonly<Record<CreditPart['appeal'], string>> = {
  none: '',
  open: '申诉中 appealed',
  resolved: '申诉已处理 appeal resolved',
}

const left = (title: string) => ({ title, side: 'left' as const })
const right = (title: string) => ({ title, side: 'right' as const })

/** What an archive says on a day, and how each point of it arose. */
export function creditLines({ on, counts, value, grade, parts, consequences, source, assumed }: CreditStanding) {
  const what = counts === 'year' ? '本年记分 points of the year' : '信用分 score'
  return [
    `${on}  ${what} ${value}${grade === null ? '' : `  等级 grade ${grade}`}`,
    ...tableLines(
      [
        right('序 no.'),
        left('日期 on'),
        left('事由 breach'),
        left('事项 matter'),
        right('记 recorded'),
        right('维持 upheld'),
        right('修复 repaired'),
        right('消减 faded'),
        right('现计 counts'),
        left(''),
      ],
      parts.map((one) => [
        String(one.number),
        one.on,
        one.breach,
        one.matterId,
        ...[one.recorded, one.upheld, one.repaired, one.faded, one.counts].map(String),
        appeals[one.appeal],
      ]),
    ),
    ...consequences.map(
      (one) =>
        `  ${does[one.does]}：${one.reachedOn} 达 reached ${one.points}，最早 from ${one.earliestEnd}、最迟 until ${one.latestEnd} 结束 ends`,
    ),
    `  依据 source: ${source}${assumed ? '〔推定 supposed〕' : ''}`,
  ]
}

/** What happened, with which value, and what to do. */
export function creditRefusalText(refusal: CreditTold): string {
  return `${sentence(refusal)} [${refusal.code}]`
}

function sentence(of: CreditTold): string {
  switch (of.code) {
    case 'credit.unknown-subject':
      return `没有档案对象 nobody on file: ${of.subject}；请核对编码 check the code`
    case 'credit.unknown-matter':
      return `没有事项 no matter ${of.matterId}：./yibao case list`
    case 'credit.not-decided':
      return `${of.matterId} 尚未生效（${of.state}） is not final: 决定生效后再记分 record it afterwards`
    case 'credit.other-subject':
      return `${of.matterId} 不涉及 is not about ${of.subject}：请核对 check it`
    case 'credit.changed-meanwhile':
      return `${of.subject} 的档案刚被他人更新 somebody else's entry came first: 请再试 try again`
    case 'credit.no-scheme':
      return `${of.on} 没有 ${of.kind} 的记分规则 no rules on that day: policy/supervision/credit.yaml`
    case 'credit.no-reason':
      return '请写明理由 say why: --reason'
    case 'credit.unknown-breach':
      return `没有此项记分事由 no such breach ${of.breach}：policy/supervision/credit.yaml`
    case 'credit.unknown-record':
      return `没有第 ${of.number} 条记分 no such record: 请先查看 look at the archive first`
    case 'credit.unknown-repair':
      return `没有此项修复 no such repair ${of.repair}：policy/supervision/credit.yaml`
    case 'credit.already-recorded':
      return `同一事项同一事由已记分（第 ${of.number} 条） it was recorded already: 不重复记分 not twice`
    case 'credit.already-appealed':
      return `第 ${of.number} 条已申诉 was appealed already: 一条只申诉一次 once each`
    case 'credit.no-appeal':
      return `第 ${of.number} 条没有待处理的申诉 no appeal waits: 请核对 check it`
    case 'credit.same-person':
      return `${of.userId} 记的分，须由他人处理申诉 recorded it: somebody else resolves the appeal`
    case 'credit.too-late':
      return `申诉期已于 ${of.until} 届满，今天 ${of.today} the term is over: 不再受理 not taken any more`
    case 'credit.points':
      return `${of.points} 分不在 is not within ${of.least}..${of.most} 内：请核对 check it`
    case 'credit.appeal-open':
      return `第 ${of.number} 条申诉未结 its appeal is open: 请先处理 resolve it first`
    case 'credit.nothing-left':
      return `第 ${of.number} 条已无可修复的分 nothing of it is left: 无须修复 no repair is needed`
    case 'credit.repair-cap':
      return `${of.year} 年该项修复已达上限 ${of.most} 分 the year's cap is reached: 次年再办 next year`
    case 'credit.out-of-order':
      return `档案已有 ${of.last} 的记录，今天 ${of.today} the archive has a later entry: 请核对时钟 check the clock`
  }
}
