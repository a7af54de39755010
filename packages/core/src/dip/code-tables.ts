/** The tables that list a code, by the whole of it or by how it begins. */
export type CodeTables = (code: string) => readonly string[]

const none: readonly string[] = []

/** @param entries a code, or with a star at its end all that begin so, and its table; one code may stand in several */
export function codeTables(entries: readonly { readonly code: string; readonly table: string }[]): CodeTables {
  const whole = new Map<string, string[]>()
  const begins = new Map<string, string[]>()
  for (const { code, table } of entries) {
    const [map, name] = code.endsWith('*') ? [begins, code.slice(0, -1)] : [whole, code]
    const known = map.get(name)
    if (known === undefined) map.set(name, [table])
    else known.push(table)
  }
  const lengths = [...new Set([...begins.keys()].map((code) => code.length))].sort((a, b) => a - b)
  return (code) => {
    let found: readonly string[] = whole.get(code) ?? none
    for (const length of lengths) {
      const more = code.length < length ? undefined : begins.get(code.slice(0, length))
      if (more !== undefined) found = found.length === 0 ? more : [...found, ...more]
    }
    return found
  }
}
