import type { DipDirectory, DipRules, DirectoryRefusal } from '@yibao/core/dip'
import { directoryBuilder } from '@yibao/core/dip'
import type { IsoDate } from '@yibao/core/kernel'
import { directoryDigest, directoryFileText, type NamedDirectory, writeDirectoryFile } from '../files/dip-directory.ts'
import { readDipRules } from '../files/dip-rules.ts'
import { writeDirectoryWorkbook } from '../files/dip-xlsx.ts'
import { starterDipRules } from '../files/shipped-dip.ts'
import { directorySummary, groupTable, warningLines } from '../text/dip-text.ts'
import { findingWords } from '../text/dip-words.ts'
import { badRows } from './dip-errors.ts'
import { caseLines, caseProgress, sampleLines } from './dip-lines.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface BuildChoice {
  readonly rules?: string
  readonly year?: number
  readonly sample?: true | number
  /** Days that it is for, in the place of those of the rules. */
  readonly from?: IsoDate
  readonly until?: IsoDate
  readonly out?: string
  readonly xlsx?: string
  readonly errors?: string
  readonly json?: true
}

/** Made-up cases when nobody says how many. */
const sampleCases = 20_000
const groupsShown = 15

function refusalText(refusal: DirectoryRefusal): string {
  switch (refusal.code) {
    case 'dip.no-cases':
      return `没有可用的病例，编不出目录（${refusal.leftOut} 例未计入）no usable case, so no directory; 核对输入与规则年份 check the input and the years of the rules`
    case 'dip.reference-without-cases':
      return `基准病种 ${refusal.reference} 没有病例 the reference disease has no cases; 换一个有病例的 name one that has some`
    case 'dip.rules-wrong':
      return refusal.findings.map((finding) => `${finding.where}: ${findingWords(finding).what}`).join('\n')
  }
}

/** Writes a piece at a time and waits for a slow reader. */
async function writeOut(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (!process.stdout.write(piece)) await new Promise<void>((done) => process.stdout.once('drain', done))
  }
}

/** The rules for other days than their own, which the directory then says. */
function forDays(rules: DipRules, choice: BuildChoice): DipRules {
  const [from, until] = [choice.from ?? rules.range.from, choice.until ?? rules.range.until]
  if (until === null || until > from) return { ...rules, range: { from, until } }
  throw new Error(`--until ${until} 不晚于 not after --from ${from}：没有一天适用，请改正 not one day is left`)
}

/** Builds a directory from settled cases, and says what it made of them. */
export async function dipBuild(path: string | undefined, choice: BuildChoice): Promise<void> {
  if (choice.sample !== undefined && path !== undefined) {
    throw new Error('--sample 与病例文件只取一个 give cases or --sample, not both')
  }
  if (choice.rules === undefined) {
    note('规则 rules：未给出 --rules，使用随附的示例规则 none given, the shipped example is used')
  }
  const rules = forDays(await readDipRules(choice.rules ?? starterDipRules, choice.year ?? null), choice)
  const builder = directoryBuilder(rules)
  if (!builder.ok) throw new Error(refusalText(builder.error))
  const { sample } = choice
  const count = sample === true ? sampleCases : sample
  const lines = count === undefined ? caseLines(path ?? null) : sampleLines(count, rules.year)
  const bad = await badRows(choice.errors, [path, choice.rules])
  const progress = caseProgress('读取 reading')
  let read = 0
  try {
    for await (const { line, text, read: one } of lines) {
      if (!one.ok) await bad.unreadable(line, one.error, text)
      else {
        const problem = builder.value.add(one.value)
        if (problem !== null) await bad.unusable(line, problem, text)
      }
      read += 1
      progress.count(read)
    }
  } finally {
    progress.finish()
    await bad.close()
  }
  const built = builder.value.finish()
  if (!built.ok) throw new Error(refusalText(built.error))
  await tell({ directory: built.value, digest: directoryDigest(built.value) }, choice, bad.unreadableCount)
  if (bad.unreadableCount > 0) process.exitCode = 1
}

async function tell(named: NamedDirectory, choice: BuildChoice, unreadable: number): Promise<void> {
  const { directory, digest } = named
  if (choice.out !== undefined) await writeDirectoryFile(choice.out, named)
  if (choice.xlsx !== undefined) await writeDirectoryWorkbook(choice.xlsx, named)
  const toFile = choice.out !== undefined || choice.xlsx !== undefined || choice.sample !== undefined
  const summary = [
    ...directorySummary(directory, digest),
    ...(unreadable > 0 ? [`${unreadable} 行无法读取，未计入 rows could not be read and are not in it`] : []),
    ...(choice.out === undefined ? [] : [`目录 written to ${choice.out}`]),
    ...(choice.xlsx === undefined ? [] : [`表格 written to ${choice.xlsx}`]),
  ]
  if (choice.json === true) return print(summaryObject(named, unreadable))
  if (!toFile) {
    for (const line of [...summary, ...warningLines(directory.warnings)]) note(line)
    return writeOut(directoryFileText(directory, digest))
  }
  for (const line of warningLines(directory.warnings)) note(line)
  print([...summary, '', ...groupTable(largest(directory))].join('\n'))
}

function largest({ groups }: DipDirectory) {
  return groups.toSorted((a, b) => b.cases - a.cases || (a.id < b.id ? -1 : 1)).slice(0, groupsShown)
}

function summaryObject({ directory, digest }: NamedDirectory, unreadable: number): object {
  const { rules, cases, leftOut, groups, warnings, years } = directory
  const kinds = Object.groupBy(groups, ({ kind }) => kind)
  const counts = Object.fromEntries(Object.entries(kinds).map(([kind, some]) => [kind, some.length]))
  return { digest, rules: rules.name, year: rules.year, years, cases, leftOut, unreadable, groups: counts, warnings }
}
