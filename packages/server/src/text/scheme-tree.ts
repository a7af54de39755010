import type { Adrg, Condition, Mdc, Scheme } from '@yibao/core/drg'
import { conditionWords } from './grouping-conditions.ts'
import { deeper, type Shown, shownLines, type ToldLine, told } from './grouping-lines.ts'
import { adrgName, drgName, mdcName } from './grouping-words.ts'

/** What a code of a scheme stands for. */
export type SchemePlace =
  | { readonly kind: 'mdc'; readonly key: string }
  | { readonly kind: 'adrg'; readonly keys: readonly string[] }
  | { readonly kind: 'list'; readonly id: string }
  | { readonly kind: 'diagnosis' | 'code'; readonly code: string }

/** Finds what somebody means by a code: an MDC (`MDCG`, `G`), an ADRG or its step, a DRG, a list, or a code of a list; else null. */
export function findInScheme(scheme: Scheme, code: string): SchemePlace | null {
  const mdc = [code, `MDC${code}`].find((key) => Object.hasOwn(scheme.mdcs, key))
  if (mdc !== undefined) return { kind: 'mdc', key: mdc }
  const keys = Object.entries(scheme.adrgs).flatMap(([key, adrg]) =>
    key === code || adrg.code === code || adrg.drgs.some(({ drg }) => drg === code) ? [key] : [],
  )
  if (keys.length > 0) return { kind: 'adrg', keys }
  if (Object.hasOwn(scheme.lists, code)) return { kind: 'list', id: code }
  if (scheme.complications.some(({ dx }) => dx === code)) return { kind: 'diagnosis', code }
  if (scheme.exclusions.some(({ principalDx }) => principalDx === code)) return { kind: 'diagnosis', code }
  return listsWith(scheme, code).length > 0 ? { kind: 'code', code } : null
}

function listsWith({ lists }: Scheme, code: string): readonly string[] {
  return Object.entries(lists).flatMap(([id, codes]) => (codes.includes(code) ? [id] : []))
}

/** A scheme, or the part of it that a code names, as a tree with its conditions in words. */
export function schemeTreeText(scheme: Scheme, place: SchemePlace | null, shown: Shown): readonly string[] {
  return shownLines(place === null ? overview(scheme) : placeLines(scheme, place), shown)
}

function overview(scheme: Scheme): readonly ToldLine[] {
  const { mdcOrder, adrgs, drgNames, lists, complications, exclusions, range } = scheme
  const codes = Object.values(lists).reduce((sum, list) => sum + list.length, 0)
  const groups = new Set(Object.values(adrgs).flatMap(({ drgs }) => drgs.map(({ drg }) => drg)))
  const counts: readonly (readonly [string, string, number])[] = [
    ['MDC', 'MDCs', mdcOrder.length],
    ['ADRG', 'ADRGs', new Set(Object.values(adrgs).map(({ code }) => code)).size],
    ['DRG', 'DRGs', groups.size],
    ['组名', 'names', Object.keys(drgNames).length],
    ['清单', 'lists', Object.keys(lists).length],
    ['清单编码', 'codes in lists', codes],
    ['并发症与合并症', 'complications', new Set(complications.map(({ dx }) => dx)).size],
    ['排除表', 'exclusion tables', new Set(exclusions.map(({ table }) => table)).size],
  ]
  const days =
    range === null
      ? []
      : [
          told(
            0,
            `适用 ${range.from} 起${range.until === null ? '' : `，至 ${range.until} 前`}`,
            `in force from ${range.from}${range.until === null ? '' : ` until before ${range.until}`}`,
          ),
        ]
  return [
    told(0, `${scheme.scheme} ${scheme.title}`, `${scheme.scheme} ${scheme.title}`),
    told(0, counts.map(([zh, , n]) => `${zh} ${n}`).join('，'), counts.map(([, en, n]) => `${n} ${en}`).join(', ')),
    ...days,
    ...mdcOrder.flatMap((key) => mdcLines(scheme, key, false)),
  ]
}

function placeLines(scheme: Scheme, place: SchemePlace): readonly ToldLine[] {
  switch (place.kind) {
    case 'mdc':
      return mdcLines(scheme, place.key, true)
    case 'adrg':
      return place.keys.flatMap((key) => adrgWithPlace(scheme, key))
    case 'list':
      return listLines(scheme, place.id)
    case 'diagnosis':
    case 'code':
      return codeLines(scheme, place)
  }
}

function mdcLines(scheme: Scheme, key: string, full: boolean): readonly ToldLine[] {
  const mdc: Mdc | undefined = scheme.mdcs[key]
  if (mdc === undefined) return []
  const steps = mdc.steps.flatMap((step) => {
    if ('result' in step) return [conditioned(drgName(scheme, step.result), step.when)]
    const adrg = scheme.adrgs[step.adrg]
    if (adrg === undefined) return []
    return full ? adrgLines(scheme, step.adrg, adrg) : [conditioned(adrgName(scheme, step.adrg), adrg.when)]
  })
  return [conditioned(mdcName(scheme, key), mdc.when), ...deeper(steps)]
}

function conditioned(name: string, when: Condition): ToldLine {
  const [zh, en] = conditionWords(when)
  return told(0, `${name}：${zh}`, `${name}: ${en}`)
}

function adrgLines(scheme: Scheme, key: string, adrg: Adrg): readonly ToldLine[] {
  const splits = adrg.drgs.map(({ drg, when }) => conditioned(drgName(scheme, drg), when))
  const rest =
    adrg.else === ''
      ? told(0, '均不成立：继续下一步', 'none holds: on to the next step')
      : told(0, `均不成立：${adrg.else}`, `none holds: ${adrg.else}`)
  return [conditioned(adrgName(scheme, key), adrg.when), ...deeper([...splits, rest])]
}

function adrgWithPlace(scheme: Scheme, key: string): readonly ToldLine[] {
  const adrg = scheme.adrgs[key]
  if (adrg === undefined) return []
  const places = Object.entries(scheme.mdcs).flatMap(([mdc, { steps }]) => {
    const index = steps.findIndex((step) => 'adrg' in step && step.adrg === key)
    if (index < 0) return []
    const name = mdcName(scheme, mdc)
    return [told(0, `${name} 第 ${index + 1} 步`, `${name} step ${index + 1}`)]
  })
  return [...places, ...deeper(adrgLines(scheme, key, adrg))]
}

const codesALine = 8

function listLines({ lists }: Scheme, id: string): readonly ToldLine[] {
  const codes = lists[id] ?? []
  const rows = Array.from({ length: Math.ceil(codes.length / codesALine) }, (_, row) =>
    codes.slice(row * codesALine, (row + 1) * codesALine).join(' '),
  )
  return [
    told(0, `${id}：${codes.length} 个编码`, `${id}: ${codes.length} codes`),
    ...rows.map((row) => told(1, row, row)),
  ]
}

function codeLines(
  scheme: Scheme,
  { kind, code }: Extract<SchemePlace, { readonly code: string }>,
): readonly ToldLine[] {
  const lists = listsWith(scheme, code).map((id) => told(1, id, id))
  const levels = scheme.complications.filter(({ dx }) => dx === code)
  const tables = scheme.exclusions.filter(({ principalDx }) => principalDx === code).map(({ table }) => table)
  const words = kind === 'diagnosis' ? (['诊断', 'diagnosis'] as const) : (['编码', 'code'] as const)
  return [
    told(0, `${words[0]} ${code}`, `${words[1]} ${code}`),
    ...levels.map(({ level, table }) =>
      told(1, `是 ${level}，排除表 ${table}`, `is ${level}, exclusion table ${table}`),
    ),
    ...(tables.length === 0
      ? []
      : [
          told(
            1,
            `作主要诊断时排除表 ${tables.join('、')} 的并发症不计入`,
            `as principal diagnosis the complications of table ${tables.join(', ')} do not count`,
          ),
        ]),
    told(1, `在 ${lists.length} 个清单中`, `in ${lists.length} lists`),
    ...deeper(lists),
  ]
}
