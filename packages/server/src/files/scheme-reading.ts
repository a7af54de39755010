import type { JsonPath } from './scheme-json.ts'

/** What is wrong with a scheme folder: which file, where in it, which value, what to do. */
export interface SchemeProblem {
  readonly file: string
  /** 1 is the first line. */
  readonly line: number
  /** The place in a JSON file, `mdcs.MDCA.when`, or the column of a table; empty when the whole file or line is meant. */
  readonly place: string
  readonly what: string
  readonly value?: string
  readonly cure: string
}

/** A complaint about a value of a JSON file, before its line is known. */
export interface JsonComplaint {
  /** A note tells of something odd that is taken as it stands. */
  readonly kind: 'problem' | 'note'
  readonly path: JsonPath
  readonly what: string
  readonly value?: string
  readonly cure: string
}

/** One value of a JSON file being read, with the way to it and the list that takes its complaints. */
export interface JsonSpot {
  readonly value: unknown
  readonly path: JsonPath
  readonly complaints: JsonComplaint[]
}

export type JsonObject = Readonly<Record<string, unknown>>

const shownCharacters = 60

/** A value as a complaint shows it, cut short. */
export function shown(value: unknown): string {
  const text = visible(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}

export function complainAt(spot: JsonSpot, what: string, cure: string, value: unknown = spot.value): void {
  const { path, complaints } = spot
  complaints.push({ kind: 'problem', path, what, cure, ...(value === undefined ? {} : { value: shown(value) }) })
}

/** A field of an object, or an item of a list. */
export function inner(spot: JsonSpot, name: string | number): JsonSpot {
  const holder = spot.value as JsonObject | readonly unknown[]
  const value = Object.hasOwn(holder, name) ? (holder as JsonObject)[name] : undefined
  return { value, path: [...spot.path, name], complaints: spot.complaints }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of an object; none when it is no object (reported). */
export function entriesAt(spot: JsonSpot): readonly (readonly [name: string, spot: JsonSpot])[] {
  if (isObject(spot.value)) return Object.keys(spot.value).map((name) => [name, inner(spot, name)])
  wrongType(spot, '对象 an object {…}')
  return []
}

/** The items of a list; none when it is no list (reported). */
export function itemsAt(spot: JsonSpot): readonly JsonSpot[] {
  if (Array.isArray(spot.value)) return spot.value.map((_, index) => inner(spot, index))
  wrongType(spot, '列表 a list […]')
  return []
}

export function wrongType(spot: JsonSpot, wanted: string): void {
  if (spot.value === undefined) complainAt(spot, '缺少此项 missing', `补上 add it: ${wanted}`)
  else complainAt(spot, '类型不对 of the wrong type', `写成 write ${wanted}`)
}

/** The fields of an object; unknown ones are reported, and missing ones where they are read. */
export function knownFields<Name extends string>(
  spot: JsonSpot,
  names: readonly Name[],
): Readonly<Record<Name, JsonSpot>> | null {
  if (!isObject(spot.value)) {
    wrongType(spot, '对象 an object {…}')
    return null
  }
  for (const name of Object.keys(spot.value)) {
    if ((names as readonly string[]).includes(name)) continue
    const stray = inner(spot, name)
    complainAt(stray, `不认识的项 unknown key`, `改为或删去，可用 use one of: ${names.join(', ')}`, name)
  }
  return Object.fromEntries(names.map((name) => [name, inner(spot, name)])) as Record<Name, JsonSpot>
}

/** Letters, digits and signs without blanks: what names a group, a list or a code. */
const token = /^[^\s\p{C}]{1,64}$/u

export function isToken(value: unknown): value is string {
  return typeof value === 'string' && token.test(value)
}

/** Signs that nobody sees: byte order marks, zero-width blanks, directions of writing. */
const invisible = /\p{Cf}/gu

function visible(text: string): string {
  return text.replace(invisible, (sign) => `\\u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
}

/** What stands in a cell for a code: a code, one with signs that nobody sees, or none at all. */
export function codeKind(value: unknown): 'code' | 'odd' | 'none' {
  if (isToken(value)) return 'code'
  return typeof value === 'string' && isToken(value.replace(invisible, '')) ? 'odd' : 'none'
}

export const oddCode = {
  what: '含不可见字符，与任何病例都不相符 has an invisible character, so that no case can match it',
  cure: '删去该字符 remove the character',
}

/** A code of a list. One with an invisible character is kept as it stands, and noted. */
export function codeAt(spot: JsonSpot): string {
  const { value, path, complaints } = spot
  if (typeof value !== 'string' || codeKind(value) !== 'odd') return tokenAt(spot)
  complaints.push({ kind: 'note', path, value: shown(value), ...oddCode })
  return value
}

/** An identifier or a code; empty text when it is none (reported). */
export function tokenAt(spot: JsonSpot): string {
  if (isToken(spot.value)) return spot.value
  if (typeof spot.value !== 'string') wrongType(spot, '文本 a text "…"')
  else
    complainAt(
      spot,
      '编码为空、含空白或过长 empty, with blanks, or too long',
      '写 1 到 64 个字符 write 1 to 64 characters',
    )
  return ''
}

const longestName = 400

/** A name for people; empty text when it is none (reported). */
export function nameAt(spot: JsonSpot): string {
  const { value } = spot
  if (typeof value !== 'string') wrongType(spot, '文本 a text "…"')
  else if (value.trim() === '' || value.length > longestName) {
    complainAt(
      spot,
      '名称为空或过长 an empty or overlong name',
      `写 1 到 ${longestName} 个字 write 1 to ${longestName} characters`,
    )
  } else return value.trim()
  return ''
}

/** Reports every value that stands a second time. */
export function refuseRepeated(spots: readonly JsonSpot[]): void {
  const seen = new Set<unknown>()
  for (const spot of spots) {
    if (seen.has(spot.value)) complainAt(spot, '重复 stands twice', '只留一个 keep one')
    seen.add(spot.value)
  }
}
