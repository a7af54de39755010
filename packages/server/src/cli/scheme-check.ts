import { resolve } from 'node:path'
import { checkScheme, type SchemeFinding } from '@yibao/core/drg'
import { examineSchemeFolder, type SchemeProblem, schemeProblemText } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import type { Shown } from '../text/grouping-lines.ts'
import { findingsText, findingWords } from '../text/scheme-findings.ts'
import { print } from './output.ts'
import { readCodes } from './scheme-codes.ts'

export interface SchemeCheckChoice {
  readonly diagnoses?: string
  readonly operations?: string
  readonly lang: Shown
  readonly strict?: true
  readonly json?: true
}

type Told = SchemeFinding & { readonly zh: string; readonly en: string }

/** What is wrong with one folder: its files, or the scheme that they make. */
interface Checked {
  readonly folder: string
  readonly scheme: string | null
  readonly digest: string | null
  /** The files cannot be read as a scheme. */
  readonly problems: readonly SchemeProblem[]
  /** Odd, and taken as it stands. */
  readonly notes: readonly SchemeProblem[]
  readonly findings: readonly Told[]
}

type KnownCodes = Parameters<typeof checkScheme>[1]

async function checkFolder(folder: string, known: KnownCodes, shown: Shown): Promise<[Checked, readonly string[]]> {
  const read = await examineSchemeFolder(folder)
  if (!read.ok) {
    const checked = { folder, scheme: null, digest: null, problems: read.error, notes: [], findings: [] }
    return [checked, read.error.map((problem) => `拒绝 refuse ${schemeProblemText(problem)}`)]
  }
  const { scheme, digest, notes } = read.value
  const findings = checkScheme(scheme, known)
  const told = findings.map((finding): Told => {
    const [zh, en] = findingWords(scheme, finding)
    return { ...finding, zh, en }
  })
  const lines = [
    ...notes.map((problem) => `警告 warn ${schemeProblemText(problem)}`),
    ...findingsText(scheme, findings, shown),
  ]
  return [{ folder, scheme: `${scheme.scheme} ${scheme.title}`, digest, problems: [], notes, findings: told }, lines]
}

function countsOf({ problems, notes, findings }: Checked): { readonly refused: number; readonly warned: number } {
  const refused = findings.filter(({ severity }) => severity === 'refuse').length
  return { refused: problems.length + refused, warned: notes.length + findings.length - refused }
}

/** Checks every folder to its end; the exit code is 1 when one is refused, or, when strict, warned of. */
export async function schemeCheck(folders: readonly string[], choice: SchemeCheckChoice): Promise<void> {
  const known: KnownCodes = {
    ...(choice.diagnoses === undefined ? {} : { diagnoses: await readCodes(choice.diagnoses) }),
    ...(choice.operations === undefined ? {} : { operations: await readCodes(choice.operations) }),
  }
  const all: Checked[] = []
  for (const folder of folders.length === 0 ? [starterScheme] : folders) {
    const [checked, lines] = await checkFolder(resolve(folder), known, choice.lang)
    all.push(checked)
    if (choice.json === true) continue
    const { refused, warned } = countsOf(checked)
    const verdict = refused + warned === 0 ? '没有问题 no problem' : `拒绝 refusals ${refused}，警告 warnings ${warned}`
    print([...lines, `${folder} ${checked.scheme ?? ''}：${verdict}`].join('\n'))
  }
  const counts = all.map(countsOf)
  const ok = counts.every(({ refused, warned }) => refused === 0 && (choice.strict !== true || warned === 0))
  if (choice.json === true) print({ ok, schemes: all })
  if (!ok) process.exitCode = 1
}
