/** The text from `start` to the end of the parenthesis it stands in. */
function restOfParenthesis(sql: string, start: number): string {
  let depth = 0
  for (let at = start; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1
    if (sql[at] === ')') depth -= 1
    if (depth < 0) return sql.slice(start, at)
  }
  return sql.slice(start)
}

const placeOf = (rest: string): string => rest.replaceAll(/\s+/g, ' ').slice(0, 80)

const mentionsOf = (sql: string, tables: readonly string[]) => {
  const mention = new RegExp(`\\b(?:from|join|update|using)\\s+(${tables.join('|')})\\b(?:\\s+(?:as\\s+)?(\\w+))?`, 'g')
  return [...sql.matchAll(mention)].map(({ 0: { length }, 1: table = '', 2: next = '', index }) => {
    const alias = /^(?:where|on|set|cross|left|join|using|order|group|limit|returning|from|for)$/.test(next)
      ? table
      : next
    return { table, alias: alias || table, rest: restOfParenthesis(sql, index), from: length }
  })
}

/**
 * The places of a statement where a table of one person's rows is read or changed without the person's key: neither a
 * parameter, nor one of the persons of a batch, nor the key of a row beside it.
 *
 * @returns each such place as the words of the statement, at most 80 characters
 */
export function readsWithoutKey(sql: string, tables: readonly string[]): readonly string[] {
  return mentionsOf(sql, tables)
    .filter(({ rest }) => !/insured_id = (?:\$\d+\b|any\(\$\d+|\w+\.insured_id\b)/.test(rest))
    .map(({ rest }) => placeOf(rest))
}

/** The text without what stands in parentheses that hold a statement of their own. */
function withoutInnerStatements(text: string): string {
  const open = /\(\s*select\b/.exec(text)
  if (open === null) return text
  const inner = restOfParenthesis(text, open.index + 1)
  return withoutInnerStatements(text.slice(0, open.index) + text.slice(open.index + inner.length + 2))
}

/**
 * The places of a statement about one person where a table of his rows is not held against $1 as a value: Citus sends a
 * statement to one machine only if each of its tables is, and looks on every machine for a table that is held against
 * the key of another row.
 */
export function readsWithoutValue(sql: string, tables: readonly string[]): readonly string[] {
  return mentionsOf(sql, tables)
    .filter(({ table, alias, rest, from }) => {
      const own = withoutInnerStatements(rest.slice(from))
      const names = alias === table ? `(?:${table}\\.|(?<![.\\w]))` : `(?:${alias}\\.|(?<![.\\w]))`
      return !new RegExp(`${names}insured_id = \\$1\\b`).test(own)
    })
    .map(({ rest }) => placeOf(rest))
}

/** The inserts of a statement into tables of persons that do not put the key of a person whom they were given first. */
export function insertsWithoutKey(sql: string, tables: readonly string[]): readonly string[] {
  const insert = new RegExp(`\\binsert into (?:${tables.join('|')})\\b`, 'g')
  const keyed = /^insert into \w+ \(insured_id,[^)]*\)\s+select (?:\w+\.)?(?:insured_id|\$1)\b/
  return [...sql.matchAll(insert)]
    .map(({ index }) => restOfParenthesis(sql, index))
    .filter((rest) => !keyed.test(rest))
    .map(placeOf)
}

/** The tables that migrations make and leave, each with the columns of its primary key, in order. */
export function primaryKeys(migrations: string): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>()
  for (const [, name = '', body = '', dropped] of migrations.matchAll(
    /create (?:unlogged )?table (\w+) \(\n([\s\S]*?)\n\)|drop table (\w+)/g,
  )) {
    if (dropped !== undefined) {
      keys.delete(dropped)
      continue
    }
    const many = /^\s*primary key \(([^)]*)\)/m.exec(body)?.[1]
    const single = /^\s*(\w+)\s.*\bprimary key\b/m.exec(body)?.[1]
    keys.set(
      name,
      (many ?? single ?? '').split(',').map((column) => column.trim()),
    )
  }
  return keys
}
