import type { GrouperReport } from '../flows/take-up-grouper.ts'

/** A range of days as people read it. */
export const daysOf = ({ from, until }: { readonly from: string; readonly until: string | null }): string =>
  `${from} … ${until ?? '（长期 open）'}`

export const keptWords: Readonly<Record<GrouperReport['kept'], string>> = {
  added: '已入库 kept',
  unchanged: '库中已有相同内容，未变 the same content is on file, unchanged',
}

export const forceWords: Readonly<Record<NonNullable<GrouperReport['inForce']>, string>> = {
  added: '已启用 in force',
  changed: '终止日已改 its end was changed',
  unchanged: '早已启用，未变 in force already, unchanged',
}
