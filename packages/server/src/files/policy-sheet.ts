import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'

/** What an author did wrong, where, and what to write instead. */
export interface AuthorProblem {
  readonly file: string
  readonly line: number
  readonly what: string
  readonly value?: string
  readonly cure: string
}

/** `file:line: what (value): cure`, the form that editors turn into a link. */
export function problemText(problem: AuthorProblem): string {
  const value = problem.value === undefined ? '' : ` (found: ${problem.value})`
  return `${problem.file}:${problem.line}: ${problem.what}${value}; ${problem.cure}`
}

/** One YAML file being read; its problems gather in a list that all files of a reading share. */
interface Sheet {
  readonly file: string
  readonly lines: LineCounter
  readonly problems: AuthorProblem[]
}

/**
 * One place in a sheet. A spot without a node stands in for something whose absence was already reported;
 * whatever is read from it stays silent, and a reading with problems never yields its values.
 */
export interface Spot {
  readonly sheet: Sheet
  readonly name: string
  readonly line: number
  readonly node: Node | null
}

/** Reports a problem once, however often its place is read. */
export function complain(spot: Spot, what: string, cure: string, value?: string): void {
  const { sheet, line } = spot
  const problem = { file: sheet.file, line, what, cure, ...(value === undefined ? {} : { value }) }
  const text = problemText(problem)
  if (sheet.problems.every((known) => problemText(known) !== text)) sheet.problems.push(problem)
}

const odd: readonly (readonly [sign: string, cure: string])[] = [
  ['：', 'a full-width colon `：`, where YAML wants `:` and a space'],
  ['，', 'a full-width comma `，`, where YAML wants `,` and a space'],
  ['\t', 'a tab, where YAML wants spaces'],
]

/** What to correct in a line that is no YAML; signs that look right but are not come first. */
function yamlCure(line: string): string {
  const found = odd.filter(([sign]) => line.includes(sign)).map(([, cure]) => cure)
  const usual = 'correct indentation, quotes and repeated keys'
  return found.length === 0 ? usual : `the line has ${found.join(', and ')}; else ${usual}`
}

/** A file that cannot be opened as a text: what is wrong is reported, and nothing is read from it. */
export function closedSheet(problem: AuthorProblem, problems: AuthorProblem[]): Spot {
  problems.push(problem)
  const sheet: Sheet = { file: problem.file, lines: new LineCounter(), problems }
  return { sheet, name: problem.file, line: problem.line, node: null }
}

/** Opens a YAML text. Every plain value stays the text that the author wrote: `01` is not 1, `none` is not null. */
export function openSheet(file: string, text: string, problems: AuthorProblem[]): Spot {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false })
  const sheet: Sheet = { file, lines, problems }
  // What follows the first error is most often its consequence.
  const [error] = document.errors
  if (error !== undefined) {
    const line = lines.linePos(error.pos[0]).line
    const cure = yamlCure(text.split('\n')[line - 1] ?? '')
    problems.push({ file, line, what: `not readable as YAML: ${error.message}`, cure })
  }
  const broken = error !== undefined
  if (!broken && document.contents === null) {
    problems.push({ file, line: 1, what: 'the file is empty', cure: 'fill it in or remove it' })
  }
  return { sheet, name: file, line: 1, node: broken ? null : document.contents }
}

function lineOf(sheet: Sheet, node: Node, otherwise: number): number {
  return node.range ? sheet.lines.linePos(node.range[0]).line : otherwise
}

function isEmpty(node: Node | null): boolean {
  return isScalar(node) && (node.value === null || String(node.value).trim() === '')
}

function wrongKind(spot: Spot, wanted: string): void {
  if (spot.node === null) return
  if (isEmpty(spot.node)) complain(spot, `\`${spot.name}\` is empty`, `write ${wanted}`)
  else complain(spot, `\`${spot.name}\` is not ${wanted}`, `write ${wanted}`, String(spot.node).trim().split('\n')[0])
}

export function isText(spot: Spot): boolean {
  return isScalar(spot.node)
}

export function isMapping(spot: Spot): boolean {
  return isMap(spot.node)
}

export function isList(spot: Spot): boolean {
  return isSeq(spot.node)
}

/** The text of a scalar, or null when there is none (reported). */
export function textOf(spot: Spot): string | null {
  if (!isScalar(spot.node) || isEmpty(spot.node)) {
    wrongKind(spot, 'a text')
    return null
  }
  return String((spot.node as Scalar).value).trim()
}

/** The entries of a list; none when it is no list (reported). */
export function itemsOf(spot: Spot): readonly Spot[] {
  if (!isSeq(spot.node)) {
    wrongKind(spot, 'a list')
    return []
  }
  return (spot.node.items as Node[]).map((node) => ({
    sheet: spot.sheet,
    name: spot.name,
    line: lineOf(spot.sheet, node, spot.line),
    node,
  }))
}

/** The entries of a mapping by name, each with the line of its key; none when it is no mapping (reported). */
export function entriesOf(spot: Spot): readonly Spot[] {
  if (!isMap(spot.node)) {
    wrongKind(spot, 'a mapping of names to values')
    return []
  }
  return spot.node.items.map(({ key, value }) => ({
    sheet: spot.sheet,
    name: isScalar(key) ? String(key.value) : String(key),
    line: lineOf(spot.sheet, key as Node, spot.line),
    node: (value ?? null) as Node | null,
  }))
}

/** All texts within a spot, however deep, each in its own line. */
export function textsWithin(spot: Spot): readonly Spot[] {
  if (isScalar(spot.node)) return [{ ...spot, line: lineOf(spot.sheet, spot.node, spot.line) }]
  if (isSeq(spot.node)) return itemsOf(spot).flatMap(textsWithin)
  return isMap(spot.node) ? entriesOf(spot).flatMap(textsWithin) : []
}

type Fields<Required extends string, Optional extends string> = Readonly<
  Record<Required, Spot> & Record<Optional, Spot | null>
>

/**
 * The known fields of a mapping; an unknown key and a missing required one are reported.
 *
 * @param others keys that are read elsewhere
 */
export function fieldsOf<Required extends string, Optional extends string = never>(
  spot: Spot,
  required: readonly Required[],
  optional: readonly Optional[] = [],
  others: readonly string[] = [],
): Fields<Required, Optional> {
  const entries = entriesOf(spot)
  const known: readonly string[] = [...required, ...optional, ...others]
  for (const entry of entries) {
    if (!known.includes(entry.name)) {
      complain(entry, `unknown key \`${entry.name}\``, `use one of: ${known.join(', ')}`)
    }
  }
  const found = (name: string): Spot | undefined => entries.find((entry) => entry.name === name)
  const fields: Record<string, Spot | null> = {}
  for (const name of optional) fields[name] = found(name) ?? null
  for (const name of required) {
    fields[name] = found(name) ?? { ...spot, name, node: null }
    if (found(name) === undefined && isMap(spot.node)) complain(spot, `\`${name}\` is missing`, `add \`${name}:\` here`)
  }
  return fields as Fields<Required, Optional>
}
