/** Words and functions that an expression of an indicator may use beside the columns of its view. */
const words = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'null',
  'true',
  'false',
  'between',
  'like',
  'case',
  'when',
  'then',
  'else',
  'end',
])
const functions = new Set([
  'abs',
  'coalesce',
  'greatest',
  'least',
  'round',
  'left',
  'right',
  'substr',
  'length',
  'year',
  'month',
  'day',
  'hour',
])

/** Names that are functions without a bracket: with them the same data would tell other numbers tomorrow. */
const ofTheMoment = /^(current_|local|session_user$|user$)/i

const token = /\s+|'(?:[^']|'')*'|\d+(?:\.\d+)?|[a-z_][a-z0-9_]*|<>|<=|>=|!=|\|\||[-+*/%=<>(),]/iy

/**
 * What an expression is made of is listed, all else is refused: no statement, no second query, no function that reads a file.
 * Whether the columns are those of the view is asked of DuckDB.
 *
 * @returns null when it may stand, else what may not
 */
export function strangeInExpression(text: string): string | null {
  const comment = /--|\/\*/.exec(text.replaceAll(/'(?:[^']|'')*'/g, ''))?.[0]
  if (comment !== undefined) return comment
  token.lastIndex = 0
  let depth = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const found = token.exec(text)?.[0]
    if (found === undefined) return text.slice(at, at + 12)
    if (found === '(') depth += 1
    if (found === ')') depth -= 1
    if (depth < 0) return ')'
    const called = text.slice(token.lastIndex).trimStart().startsWith('(')
    const name = /^[a-z_]/i.test(found)
    if (name && called && !functions.has(found) && !words.has(found)) return `${found}(`
    if (name && ofTheMoment.test(found)) return found
    if (name && !called && functions.has(found) && !/^(year|month|day|hour)$/.test(found)) return found
    if (/^(select|from|with|union|copy|attach|install|load|pragma|set|call|export|import)$/i.test(found)) return found
  }
  return depth === 0 && text.trim() !== '' ? null : '('
}
