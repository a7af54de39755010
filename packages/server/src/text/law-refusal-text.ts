import type { BenefitRefusal } from '@yibao/core/benefit'
import type { CatalogRefusal } from '@yibao/core/catalog'
import type { Place } from '@yibao/core/policy'

/** Everything that can keep a bill from being computed under a plan. */
export type LawRefusal = BenefitRefusal | CatalogRefusal

const at = ({ file, line }: Place): string => `${file}:${line}`

function noValueText(refusal: Extract<LawRefusal, { code: 'policy.no-value' }>): string {
  const { plan, parameter, key, on, reason, firstFrom, place } = refusal
  const rule = `${plan} 的参数 parameter \`${parameter}\`${key.length === 0 ? '' : ` [${key.join(', ')}]`}`
  switch (reason) {
    case 'before-first':
      return `${at(place)}: ${rule} 在 ${on} 尚无规定，首个生效日 ${firstFrom ?? '无'} (no value on ${on}, the first is from ${firstFrom ?? 'no date'}); 请核对日期，或为该日补充有来源的值 (check the date, or add a value with its source)`
    case 'repealed':
      return `${at(place)}: ${rule} 在 ${on} 已废止 (repealed on ${on}); 请核对日期 (check the date)`
    case 'no-such-class':
      return `${at(place)}: ${rule} 未规定此类，日期 ${on} (no row for this class on ${on}); 请核对事实 --fact，或在该文件补一行 (check the facts, or add a row)`
  }
}

/** A refusal in words for whoever works with policy files: the parameter, the date, the place in the file, the cure. */
export function lawRefusalText(refusal: LawRefusal): string {
  const tail = ` [${refusal.code}]`
  switch (refusal.code) {
    case 'policy.no-value':
      return noValueText(refusal) + tail
    case 'policy.no-class':
      return `${at(refusal.place)}: ${refusal.plan} 的分类 classification \`${refusal.classification}\` 没有适合的行 (no row fits these facts); 请核对事实 --fact，或补一行 (check the facts, or add a row)${tail}`
    case 'policy.no-plan':
      return `${refusal.division} 险种 scheme ${refusal.scheme} ${refusal.care} 没有方案 (no plan); 请核对地区 (check the region)${tail}`
    case 'benefit.bad-bill':
      return refusal.reason === 'negative'
        ? `账单金额为负 the bill has a negative amount: ${refusal.part}; 请更正 (correct it)${tail}`
        : `账单四部分之和不等于总额 the four parts do not add up to the total; 请更正 (correct them)${tail}`
    case 'catalog.unknown-item':
      return `目录编码不存在 no such item in the catalogue: ${refusal.itemCode}; 请核对编码 (check the code)${tail}`
    case 'catalog.not-yet-valid':
      return `目录项目 item ${refusal.itemCode} 在 ${refusal.on} 尚未生效，自 ${refusal.from} 起 (valid from ${refusal.from}); 请核对日期 (check the date)${tail}`
    case 'catalog.expired-item':
      return `目录项目 item ${refusal.itemCode} 在 ${refusal.on} 已失效，至 ${refusal.until} 止 (ended on ${refusal.until}); 请换用现行编码 (use a current code)${tail}`
  }
}
