import { compileDirectory, type DipDirectory, diffDirectories, groupDip } from '@yibao/core/dip'
import { readDirectoryFile } from '../files/dip-directory.ts'
import { diffLines, numberText } from '../text/dip-text.ts'
import { tableLines } from '../text/table-text.ts'
import { badRows } from './dip-errors.ts'
import { caseLines, caseProgress } from './dip-lines.ts'
import { print } from './output.ts'

interface DiffChoice {
  readonly cases?: string
  readonly errors?: string
  readonly json?: true
}

interface Moves {
  readonly cases: number
  readonly moved: number
  readonly unreadable: number
  /** From one group to another, the most cases first. */
  readonly ways: readonly { readonly from: string; readonly to: string; readonly cases: number }[]
}

const noGroup = '—'

/** Groups the same cases by both directories. */
async function movesOf(before: DipDirectory, after: DipDirectory, path: string, errors?: string): Promise<Moves> {
  const [old, fresh] = [compileDirectory(before, 'any'), compileDirectory(after, 'any')]
  const bad = await badRows(errors, [path])
  const progress = caseProgress('比较 comparing')
  const ways = new Map<string, { from: string; to: string; cases: number }>()
  let cases = 0
  try {
    for await (const { line, text, read } of caseLines(path)) {
      if (!read.ok) {
        await bad.unreadable(line, read.error, text)
        continue
      }
      cases += 1
      progress.count(cases)
      const from = groupDip(old, read.value).groupId ?? noGroup
      const to = groupDip(fresh, read.value).groupId ?? noGroup
      if (from === to) continue
      const way = `${from} ${to}`
      const known = ways.get(way)
      if (known === undefined) ways.set(way, { from, to, cases: 1 })
      else known.cases += 1
    }
  } finally {
    progress.finish()
    await bad.close()
  }
  const sorted = [...ways.values()].sort((a, b) => b.cases - a.cases || (a.from + a.to < b.from + b.to ? -1 : 1))
  const moved = sorted.reduce((sum, way) => sum + way.cases, 0)
  return { cases, moved, unreadable: bad.unreadableCount, ways: sorted }
}

const waysShown = 20

function moveLines({ cases, moved, ways }: Moves): readonly string[] {
  const rows = ways.slice(0, waysShown).map(({ from, to, cases: many }) => [from, to, String(many)])
  const head = ['', `病例去向 cases moved：${cases} 例中 ${moved} 例换了病种 of them are in another group`]
  if (rows.length === 0) return head
  const columns = [
    { title: '原病种 from', side: 'left' },
    { title: '新病种 to', side: 'left' },
    { title: '例数 cases', side: 'right' },
  ] as const
  return [...head, ...tableLines(columns, rows)]
}

/** What differs between two directories, and which of some cases move. */
export async function dipDiff(before: string, after: string, choice: DiffChoice): Promise<void> {
  const [old, fresh] = [await readDirectoryFile(before), await readDirectoryFile(after)]
  const diff = diffDirectories(old.directory, fresh.directory)
  const moves =
    choice.cases === undefined ? null : await movesOf(old.directory, fresh.directory, choice.cases, choice.errors)
  if (moves !== null && moves.unreadable > 0) process.exitCode = 1
  if (choice.json === true) {
    const { added, removed, scoreChanged, referenceCost: _reference, ...rest } = diff
    print({
      before: old.digest,
      after: fresh.digest,
      ...rest,
      added: added.map(({ id, cases }) => ({ id, cases })),
      removed: removed.map(({ id, cases }) => ({ id, cases })),
      scoreChanged: scoreChanged.map((one) => ({
        ...one,
        before: numberText(one.before),
        after: numberText(one.after),
      })),
      ...(moves === null ? {} : { moves }),
    })
    return
  }
  const same = old.digest === fresh.digest ? ['两份目录相同 the two directories are the same'] : []
  print([...same, ...diffLines(diff), ...(moves === null ? [] : moveLines(moves))].join('\n'))
}
