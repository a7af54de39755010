import type { Bounds, Condition, ListId, NumericField, TraumaSites } from '@yibao/core/drg'
import {
  complainAt,
  inner,
  isObject,
  itemsAt,
  type JsonSpot,
  knownFields,
  nameAt,
  refuseRepeated,
  tokenAt,
  wrongType,
} from './scheme-reading.ts'

/** Conditions within conditions; the schemes seen have at most four levels. */
const deepest = 24
/** Conditions side by side in one `all` or `any`. */
const widest = 2_000

const never: Condition = { const: false }

const listKeys = ['dx1In', 'dx2In', 'dxAnyIn', 'op1In', 'op2In', 'opAnyIn'] as const
const numberKeys: readonly NumericField[] = ['ageYears', 'ageDays', 'weightG', 'stayDays', 'icuHours']
const boundKeys = ['lt', 'lte', 'gt', 'gte', 'eq'] as const
const largestNumber = 10_000_000

type Reader = (spot: JsonSpot, lists: ReadonlySet<ListId>, depth: number) => Condition

const readers: Readonly<Record<string, Reader>> = {
  all: (spot, lists, depth) => ({ all: conditionsAt(spot, lists, depth) }),
  any: (spot, lists, depth) => ({ any: conditionsAt(spot, lists, depth) }),
  not: (spot, lists, depth) => ({ not: conditionAt(spot, lists, depth + 1) }),
  const: (spot) => {
    if (typeof spot.value !== 'boolean') wrongType(spot, 'true / false')
    return { const: spot.value === true }
  },
  hasOp: (spot) => flag(spot, { hasOp: true }),
  mcc: (spot) => flag(spot, { mcc: true }),
  cc: (spot) => flag(spot, { cc: true }),
  gender: (spot) => {
    if (spot.value === '1' || spot.value === '2') return { gender: spot.value }
    complainAt(spot, '不是性别 not a sex', '写 write "1" 男 male / "2" 女 female')
    return never
  },
  leavingType: (spot) => ({ leavingType: wordsAt(spot) }),
  dept: (spot) => ({ dept: wordsAt(spot) }),
  traumaSites: (spot, lists) => ({ traumaSites: sitesAt(spot, lists) }),
  ...Object.fromEntries(
    listKeys.map((key): [string, Reader] => [key, (spot, lists) => ({ [key]: listAt(spot, lists) }) as Condition]),
  ),
  ...Object.fromEntries(
    numberKeys.map((key): [string, Reader] => [key, (spot) => ({ [key]: boundsAt(spot, key !== 'icuHours') })]),
  ),
}

const keys = Object.keys(readers)

/**
 * Reads one condition: an object with exactly one key. Whatever is wrong is reported at its place.
 *
 * @param lists ids of the lists that there are
 */
export function conditionAt(spot: JsonSpot, lists: ReadonlySet<ListId>, depth = 1): Condition {
  if (!isObject(spot.value)) {
    wrongType(spot, '条件 a condition, { "dx1In": "…" }')
    return never
  }
  if (depth > deepest) {
    complainAt(spot, `嵌套超过 ${deepest} 层 nested deeper than that`, '拆开或合并条件 flatten it', undefined)
    return never
  }
  const [key, ...others] = Object.keys(spot.value)
  if (key === undefined || others.length > 0) {
    const what = `条件须恰有一项 a condition has exactly one key`
    complainAt(
      spot,
      what,
      '用 all 或 any 合并 join several by "all" or "any"',
      Object.keys(spot.value).join(', ') || '{}',
    )
    return never
  }
  const read = Object.hasOwn(readers, key) ? readers[key] : undefined
  if (read === undefined) {
    complainAt(inner(spot, key), '不认识的条件 unknown condition', `改为 use one of: ${keys.join(', ')}`, key)
    return never
  }
  return read(inner(spot, key), lists, depth)
}

function conditionsAt(spot: JsonSpot, lists: ReadonlySet<ListId>, depth: number): readonly Condition[] {
  const items = itemsAt(spot)
  if (Array.isArray(spot.value) && items.length === 0) {
    complainAt(spot, '没有条件 no condition', '写条件，或改为 write some, or { "const": true } / { "const": false }')
  }
  if (items.length > widest) {
    complainAt(spot, `超过 ${widest} 个条件 more conditions than that`, '改用清单 use a list of codes', items.length)
    return []
  }
  return items.map((item) => conditionAt(item, lists, depth + 1))
}

function flag(spot: JsonSpot, condition: Condition): Condition {
  if (spot.value !== true) {
    complainAt(spot, '只能写 true only true can stand here', '取反用 for the opposite write { "not": … }')
  }
  return condition
}

/** The id of a list that exists. */
export function listAt(spot: JsonSpot, lists: ReadonlySet<ListId>): ListId {
  const id = tokenAt(spot)
  if (id !== '' && !lists.has(id)) {
    complainAt(
      spot,
      '清单不存在 no such list',
      '在 lists.json 中补上或改正名称 add it to lists.json or correct the name',
    )
  }
  return id
}

function wordsAt(spot: JsonSpot): readonly string[] {
  const items = itemsAt(spot)
  if (Array.isArray(spot.value) && items.length === 0)
    complainAt(spot, '空列表 an empty list', '写至少一个 write at least one')
  refuseRepeated(items)
  return items.map(tokenAt)
}

/** @param whole that values between whole numbers do not occur: hours of intensive care may be parts of hours */
function boundsAt(spot: JsonSpot, whole: boolean): Bounds {
  const fields = knownFields(spot, boundKeys)
  if (fields === null) return {}
  const bounds: { -readonly [Key in keyof Bounds]: number } = {}
  let sound = true
  for (const key of boundKeys) {
    const { value } = fields[key]
    if (value === undefined) continue
    if (typeof value === 'number' && value >= 0 && value <= largestNumber) bounds[key] = value
    else {
      complainAt(
        fields[key],
        '不是数 not a number',
        `写 0 到 ${largestNumber} 的数，不加引号 write a number without quotes`,
      )
      sound = false
    }
  }
  if (sound && Object.keys(bounds).length === 0) {
    complainAt(spot, '没有界限 no bound', `写 write { ${boundKeys.join(' / ')}: 数 number }`)
  } else if (sound && (whole ? holdsNoWhole(bounds) : holdsNone(bounds))) {
    complainAt(spot, '自相矛盾，没有一个值满足 contradictory: no value can satisfy it', '改正界限 correct the bounds')
  }
  return bounds
}

/** Whether no number of zero or more lies within. */
function holdsNone({ lt, lte, gt, gte, eq }: Bounds): boolean {
  const lowest = Math.max(0, ...[gt, gte, eq].map((one) => one ?? 0))
  const highest = Math.min(...[lt, lte, eq].map((one) => one ?? Number.POSITIVE_INFINITY))
  return lowest > highest || (lowest === highest && (lowest === gt || highest === lt))
}

/** Whether no whole number of zero or more lies within. */
function holdsNoWhole({ lt, lte, gt, gte, eq }: Bounds): boolean {
  const lowest = Math.max(
    0,
    ...(gt === undefined ? [] : [Math.floor(gt) + 1]),
    ...[gte, eq].map((one) => Math.ceil(one ?? 0)),
  )
  const highest = Math.min(
    ...(lt === undefined ? [] : [Math.ceil(lt) - 1]),
    ...[lte, eq].map((one) => Math.floor(one ?? Number.POSITIVE_INFINITY)),
  )
  return lowest > highest
}

function sitesAt(spot: JsonSpot, lists: ReadonlySet<ListId>): TraumaSites {
  const fields = knownFields(spot, ['sites', 'min'])
  if (fields === null) return { sites: [], min: 1 }
  const sites = itemsAt(fields.sites).flatMap((site) => {
    const parts = knownFields(site, ['name', 'dx'])
    return parts === null ? [] : [{ name: nameAt(parts.name), dx: listAt(parts.dx, lists) }]
  })
  const min = fields.min.value
  if (typeof min !== 'number' || !Number.isInteger(min) || min < 1) {
    wrongType(fields.min, '正整数 a whole number of at least 1')
    return { sites, min: 1 }
  }
  if (min > sites.length && Array.isArray(fields.sites.value)) {
    complainAt(
      fields.min,
      `只有 ${sites.length} 个部位，永不成立 there are fewer sites: it can never hold`,
      '改小或补部位 lower it or add sites',
    )
  }
  return { sites, min }
}
