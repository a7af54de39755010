/** Why an order was not run. */
export type OrderRefusal =
  | { readonly code: 'supervision.archive-gap'; readonly months: readonly string[]; readonly onFile: readonly string[] }
  | { readonly code: 'supervision.unknown-topic'; readonly topic: string; readonly known: readonly string[] }
  | { readonly code: 'supervision.unknown-indicator'; readonly indicator: string }
  | { readonly code: 'supervision.wrong-period'; readonly period: string }
  | { readonly code: 'supervision.wrong-frequency'; readonly indicator: string; readonly told: readonly string[] }

function monthsOnFile(months: readonly string[]): string {
  const [first, last] = [months.at(0), months.at(-1)]
  if (first === undefined || last === undefined) return '湖中没有结算 the lake has no settlements at all'
  const told = months.length <= 12 ? months.join(', ') : `${first} .. ${last} (${months.length})`
  return `湖中有 the lake has ${told}`
}

/** What to do about it. */
export function orderRefusalText(refusal: OrderRefusal): string {
  switch (refusal.code) {
    case 'supervision.archive-gap':
      return `档案缺月 the archive has no settlements of ${refusal.months.join(', ')}；${monthsOnFile(refusal.onFile)}：请先导出 export them first: ./yibao lake export`
    case 'supervision.unknown-topic':
      return `没有此主题 no topic ${refusal.topic}：可用 use ${refusal.known.join(', ')}`
    case 'supervision.unknown-indicator':
      return `没有此指标 no indicator ${refusal.indicator}：请查看 see ./yibao indicator list`
    case 'supervision.wrong-period':
      return `不是期间 not a period: ${refusal.period}；写成 write 2025-03, 2025-Q1, 2025, 2025-03-07`
    case 'supervision.wrong-frequency':
      return `${refusal.indicator} 没有此期间的数值 has no value of such a period：可用 it is told by ${refusal.told.join(', ')}`
  }
}
