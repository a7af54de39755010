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

/**
 * The places of a statement where a table of one person's rows is read or changed without the person's key: neither
 * the parameter $1 nor the key of a table beside it.
 *
 * @returns each such place as the words of the statement, at most 80 characters
 */
export function readsWithoutKey(sql: string, tables: readonly string[]): readonly string[] {
  const mention = new RegExp(`\\b(?:from|join|update|using)\\s+(?:${tables.join('|')})\\b`, 'g')
  return [...sql.matchAll(mention)]
    .map((match) => restOfParenthesis(sql, match.index))
    .filter((rest) => !/insured_id = (?:\$1\b|\w+\.insured_id\b)/.test(rest))
    .map((rest) => rest.replaceAll(/\s+/g, ' ').slice(0, 80))
}

/** The tables that migrations make, each with the columns of its primary key, in order. */
export function primaryKeys(migrations: string): ReadonlyMap<string, readonly string[]> {
  const tables = migrations.matchAll(/create table (\w+) \(\n([\s\S]*?)\n\)/g)
  return new Map(
    [...tables].map(([, name = '', body = '']) => {
      const many = /^\s*primary key \(([^)]*)\)/m.exec(body)?.[1]
      const single = /^\s*(\w+)\s.*\bprimary key\b/m.exec(body)?.[1]
      return [name, (many ?? single ?? '').split(',').map((column) => column.trim())]
    }),
  )
}
