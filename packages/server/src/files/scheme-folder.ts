import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Scheme, schemeRefusals } from '@yibao/core/drg'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { schemeDigest } from './scheme-digest.ts'
import { listsOf, schemeOf } from './scheme-groups.ts'
import { type JsonFault, lineAt, linesOfPaths, parseJson, pathOfText, pathText, walkJson } from './scheme-json.ts'
import { type JsonComplaint, type JsonSpot, type SchemeProblem, shown } from './scheme-reading.ts'
import { complicationsFile, exclusionsFile, readComplications, readExclusions } from './scheme-tables.ts'

export type { SchemeProblem } from './scheme-reading.ts'

const bodyFile = 'scheme.json'
const listsFile = 'lists.json'
const fileNames = [bodyFile, listsFile, complicationsFile, exclusionsFile] as const

/** Bytes; the largest file seen has 1.2 MB. */
const largestFile = 64 * 1_048_576

export interface SchemeFolder {
  readonly scheme: Scheme
  /** sha256 of the content, in hexadecimal. */
  readonly digest: string
  /** Which edition of the code books its codes are of; null when the pack does not say. */
  readonly codeEdition: string | null
  /** What is odd in the files but taken as it stands. */
  readonly notes: readonly SchemeProblem[]
}

/** A scheme folder that cannot be used, with everything that is wrong with it. */
export class SchemeRefused extends Error {
  override readonly name = 'SchemeRefused'
  readonly problems: readonly SchemeProblem[]

  constructor(folder: string, problems: readonly SchemeProblem[]) {
    const shown = problems.slice(0, 20).map(schemeProblemText)
    const more = problems.length > shown.length ? [`… 另有 ${problems.length - shown.length} 个问题 more problems`] : []
    super(`分组方案有误 the grouping scheme ${folder} has problems:\n${[...shown, ...more].join('\n')}`)
    this.problems = problems
  }
}

/** `lists.json:12 mdcs.MDCA.when: what (found: value); cure`. */
export function schemeProblemText({ file, line, place, what, value, cure }: SchemeProblem): string {
  const found = value === undefined ? '' : ` (found: ${value})`
  return `${file}:${line}${place === '' ? '' : ` ${place}`}: ${what}${found}; ${cure}`
}

/**
 * Reads a grouping scheme: a folder with `scheme.json`, `lists.json`, `complications.tsv` and `exclusions.tsv`.
 *
 * @throws SchemeRefused with every problem of its files, each with file, place, value and cure
 */
export async function readSchemeFolder(folder: string): Promise<SchemeFolder> {
  const read = await examineSchemeFolder(folder)
  if (read.ok) return read.value
  throw new SchemeRefused(folder, read.error)
}

/**
 * The same for those who want to tell problems their own way: every file is read to its end.
 *
 * @throws the file system's error when a file is there but cannot be read
 */
export async function examineSchemeFolder(folder: string): Promise<Result<SchemeFolder, readonly SchemeProblem[]>> {
  const missing = await missingFiles(folder)
  if (missing.length > 0) return refuse(missing)
  const problems: SchemeProblem[] = []
  const notes: SchemeProblem[] = []
  const lists = await readJson(folder, listsFile, { problems, notes }, listsOf)
  const ids = new Set(Object.keys(lists ?? {}))
  const body = await readJson(folder, bodyFile, { problems, notes }, (spot) => schemeOf(spot, ids))
  const complications = await readComplications(join(folder, complicationsFile))
  const exclusions = await readExclusions(join(folder, exclusionsFile))
  // Without its lists every condition would complain of a missing one.
  const told = lists === null ? problems.filter(({ file }) => file !== bodyFile) : problems
  const all = [...told, ...complications.problems, ...exclusions.problems]
  if (all.length > 0 || body === null || lists === null) return refuse(all)
  const { codeEdition, ...tree } = body
  const scheme: Scheme = { ...tree, lists, complications: complications.values, exclusions: exclusions.values }
  notes.push(...complications.notes, ...exclusions.notes)
  const refusals = schemeRefusals(scheme)
  if (refusals.length > 0) return refuse(await refusalsInFile(folder, refusals))
  return ok({ scheme, digest: schemeDigest(scheme), codeEdition, notes })
}

async function missingFiles(folder: string): Promise<readonly SchemeProblem[]> {
  const problems = await Promise.all(
    fileNames.map(async (file): Promise<readonly SchemeProblem[]> => {
      try {
        const facts = await stat(join(folder, file))
        if (facts.isFile() && facts.size <= largestFile) return []
        const what = facts.isFile() ? `超过 ${largestFile / 1_048_576} MiB larger than that` : '不是文件 not a file'
        return [{ file, line: 1, place: '', what, cure: '核对文件 check the file' }]
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
          throw error
        const cure = `方案目录须含 a scheme folder holds ${fileNames.join(', ')}`
        return [{ file, line: 1, place: '', what: `${folder} 中没有此文件 no such file in ${folder}`, cure }]
      }
    }),
  )
  return problems.flat()
}

const faults: Readonly<Record<JsonFault['what'], readonly [what: string, cure: string]>> = {
  broken: ['不是合法的 JSON not JSON from here on', '检查引号、逗号、括号 check quotes, commas and brackets'],
  duplicate: ['同名项重复 the key stands twice in one object', '只留一个 keep one'],
  deep: ['嵌套过深 nested too deep', '检查括号 check the brackets'],
}

/** What the scheme as a whole is refused for, at its lines. */
async function refusalsInFile(
  folder: string,
  refusals: ReturnType<typeof schemeRefusals>,
): Promise<readonly SchemeProblem[]> {
  const lines = linesOfPaths(
    await readFile(join(folder, bodyFile), 'utf8'),
    refusals.map(({ where }) => pathOfText(where)),
  )
  return refusals.map(({ code, where, facts }, index) => {
    const isContradiction = code === 'scheme.condition-contradicts'
    return {
      file: bodyFile,
      line: lines[index] ?? 1,
      place: where,
      what: isContradiction ? '自相矛盾，没有病例能满足 contradictory: no case can satisfy it' : code,
      value: shown(facts),
      cure: isContradiction ? '改正或删去 correct it or take it out' : '改正 correct it',
    }
  })
}

interface Told {
  readonly problems: SchemeProblem[]
  readonly notes: SchemeProblem[]
}

/** Reads one JSON file; null when it is no JSON, or anything in it was objected to. */
async function readJson<Value>(
  folder: string,
  file: string,
  { problems, notes }: Told,
  read: (spot: JsonSpot) => Value | null,
): Promise<Value | null> {
  const text = decoded(await readFile(join(folder, file)))
  if (text === null) {
    problems.push({
      file,
      line: 1,
      place: '',
      what: '不是 UTF-8 文本 not UTF-8',
      cure: '另存为 UTF-8 save it as UTF-8',
    })
    return null
  }
  const parsed = walkJson(text) ?? parseJson(text)
  if ('what' in parsed) {
    const [what, cure] = faults[parsed.what]
    const value = shown(text.slice(parsed.offset, parsed.offset + 40).split('\n')[0] ?? '')
    problems.push({ file, line: lineAt(text, parsed.offset), place: pathText(parsed.path), what, value, cure })
    return null
  }
  const complaints: JsonComplaint[] = []
  const value = read({ value: parsed.value, path: [], complaints })
  if (complaints.length === 0) return value
  const lines = linesOfPaths(
    text,
    complaints.map(({ path }) => path),
  )
  for (const [index, { kind, path, ...complaint }] of complaints.entries()) {
    const list = kind === 'note' ? notes : problems
    list.push({ file, line: lines[index] ?? 1, place: pathText(path), ...complaint })
  }
  return complaints.every(({ kind }) => kind === 'note') ? value : null
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
