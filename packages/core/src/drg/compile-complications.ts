import { invariant } from '../kernel/index.ts'
import type { ComplicationLevel, Scheme } from './types.ts'

/** Sets of tables of one side; schemes have some hundreds, and every pair of both sides has a byte. */
const setsAtMost = 0x7fff

/** Complications by diagnosis id: numbers of table sets, and which of them meet the tables of a principal diagnosis. */
export interface Complications {
  /** By diagnosis id: the number of its set of exclusion tables as MCC; 0 when it is none. */
  readonly mcc: Uint16Array
  readonly cc: Uint16Array
  /** By diagnosis id: the number of its set of exclusion tables as principal diagnosis; 0 when it has none. */
  readonly principal: Uint16Array
  /** By set number: the tables. */
  readonly complicationSets: readonly (readonly string[])[]
  readonly principalSets: readonly (readonly string[])[]
  /** 1 where set and principal set share a table, at `set * principalSets.length + principal set`. */
  readonly meets: Uint8Array
}

/** Numbers sets of tables, 1 and up; the order in which tables are named makes no other set. */
function setNumbers(): { readonly sets: (readonly string[])[]; readonly of: (tables: readonly string[]) => number } {
  const sets: (readonly string[])[] = [[]]
  const numbers = new Map<string, number>()
  return {
    sets,
    of: (tables) => {
      const distinct = [...new Set(tables)].sort()
      const key = JSON.stringify(distinct)
      const known = numbers.get(key)
      if (known !== undefined) return known
      invariant(sets.length < setsAtMost, `a scheme has fewer than ${setsAtMost} different sets of exclusion tables`)
      numbers.set(key, sets.length)
      return sets.push(distinct) - 1
    },
  }
}

function tablesByCode(rows: Iterable<readonly [code: string, table: string]>): Map<string, string[]> {
  const byCode = new Map<string, string[]>()
  for (const [code, table] of rows) {
    const tables = byCode.get(code)
    if (tables === undefined) byCode.set(code, [table])
    else tables.push(table)
  }
  return byCode
}

/**
 * Lays out complications and exclusions. A diagnosis may stand in several rows: its tables of one level are one set, and it is
 * excluded when that set and the principal diagnosis' set of tables meet.
 *
 * @param ids every diagnosis of the scheme, 1 and up
 * @throws InvariantError when the codes of one side stand in more than 32,767 different sets of tables
 */
export function compileComplications(
  { complications, exclusions }: Scheme,
  ids: ReadonlyMap<string, number>,
): Complications {
  const complicationSets = setNumbers()
  const principalSets = setNumbers()
  const numbersOf = (byCode: Map<string, string[]>, number: (tables: readonly string[]) => number): Uint16Array => {
    const numbers = new Uint16Array(ids.size + 1)
    for (const [code, tables] of byCode) numbers[ids.get(code) ?? 0] = number(tables)
    return numbers
  }
  const ofLevel = (asked: ComplicationLevel): Uint16Array =>
    numbersOf(
      tablesByCode(complications.filter(({ level }) => level === asked).map(({ dx, table }) => [dx, table])),
      complicationSets.of,
    )
  const [mcc, cc] = [ofLevel('MCC'), ofLevel('CC')]
  const principal = numbersOf(
    tablesByCode(exclusions.map(({ principalDx, table }) => [principalDx, table])),
    principalSets.of,
  )
  const width = principalSets.sets.length
  const meets = new Uint8Array(complicationSets.sets.length * width)
  for (const [set, tables] of complicationSets.sets.entries()) {
    for (const [other, others] of principalSets.sets.entries()) {
      if (tables.some((table) => others.includes(table))) meets[set * width + other] = 1
    }
  }
  return {
    mcc,
    cc,
    principal,
    complicationSets: complicationSets.sets,
    principalSets: principalSets.sets,
    meets,
  }
}
