import { invariant } from '../kernel/index.ts'
import type { DipDirectory } from './types.ts'

/** The layout of a written directory; another number is another layout. */
export const directoryLayout = 'yibao-dip-directory/1'

/** Marks what JSON has no word for: `=7/3` is a fraction, `=9` a whole number of any size, `==x` the text `=x`. */
function replaced(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `=${value}`
  if (typeof value === 'string') return value.startsWith('=') ? `=${value}` : value
  if (typeof value !== 'object' || value === null) return value
  if ('n' in value && 'd' in value && typeof value.n === 'bigint') return `=${value.n}/${value.d}`
  return value
}

function revived(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('=')) return value
  if (value.startsWith('==')) return value.slice(1)
  const [n = '', d] = value.slice(1).split('/')
  return d === undefined ? BigInt(n) : { n: BigInt(n), d: BigInt(d) }
}

/** Keys in the order of the alphabet, so that rules written in another order are the same rules. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

const line = (value: unknown): string => JSON.stringify(value, replaced)

/** The items of a list, one a line. */
function* listLines(items: readonly unknown[]): Generator<string> {
  for (const [index, item] of items.entries()) yield `${line(item)}${index === items.length - 1 ? '' : ','}\n`
}

/**
 * A directory as JSON, piece by piece, one group a line: the members of an object without its opening brace, so that the
 * writer may put what names them (layout, digest) before. The same directory gives the same text on every machine.
 */
export function* directoryText(directory: DipDirectory): Generator<string> {
  const { rules, groups, warnings, ...head } = directory
  yield `"rules":${JSON.stringify(sorted(rules), replaced)},\n`
  for (const [name, value] of Object.entries(head)) yield `"${name}":${line(value)},\n`
  yield '"warnings":[\n'
  yield* listLines(warnings)
  yield '],\n"groups":[\n'
  yield* listLines(groups)
  yield ']}\n'
}

/**
 * Reads what `directoryText` wrote. It trusts the text: whoever reads it from outside holds it against its digest first.
 *
 * @throws InvariantError when it is no directory at all
 */
export function directoryOf(text: string): DipDirectory {
  const read: unknown = JSON.parse(`{${text}`, revived)
  invariant(isDirectory(read), 'a text with the right digest is a directory')
  return read
}

function isDirectory(value: unknown): value is DipDirectory {
  return (
    typeof value === 'object' && value !== null && 'rules' in value && 'groups' in value && 'referenceCost' in value
  )
}
