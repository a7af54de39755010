const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return hexOf(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function arrayText(items: readonly unknown[]): string {
  const inside = items.map((item) => {
    if (item === null || item === undefined) return 'NULL'
    if (Array.isArray(item)) return arrayText(item)
    return `"${textOf(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${inside.join(',')}}`
}

/** A parameter as the driver would send it, written into a statement. */
export function sqlLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return quoted(Array.isArray(value) ? arrayText(value) : textOf(value))
}
