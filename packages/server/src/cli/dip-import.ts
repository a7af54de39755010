import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import { systemClock } from '../clock.ts'
import { readDirectoryFile } from '../files/dip-directory.ts'
import { importDirectory } from '../flows/import-dip.ts'
import type { DirectoryInForce } from '../flows/import-dip-ports.ts'
import type { GrouperRefusal, GrouperScope } from '../flows/take-up-grouper.ts'
import { directoryStore, listDirectories } from '../store/dip-store.ts'
import { tableLines } from '../text/table-text.ts'
import { daysOf, forceWords, keptWords } from './grouper-words.ts'
import { type DatabaseChoice, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface ImportDirectoryChoice extends DatabaseChoice {
  readonly division?: DivisionCode
  readonly scheme?: SchemeCode
  readonly from?: IsoDate
  readonly until?: IsoDate
  readonly dryRun?: true
  readonly json?: true
}

/** Where it comes into force, when that was asked: region and insurance together; days are those of its rules unless given. */
function scopeOf(
  { division, scheme, from, until }: ImportDirectoryChoice,
  range: GrouperScope['range'],
): GrouperScope | null {
  if (division === undefined && scheme === undefined && from === undefined && until === undefined) return null
  if (division === undefined || scheme === undefined) {
    throw new Error(
      '启用目录须同时给出 --division 与 --scheme；只存不启用则都不写\nto put a directory in force give --division and --scheme together; to keep it only, give none',
    )
  }
  const days = { from: from ?? range.from, until: until ?? range.until }
  if (days.until === null || days.until > days.from) return { division, insurance: scheme, range: days }
  throw new Error(
    `--until ${days.until} 不晚于 not after --from ${days.from}：没有一天适用，请改正 not one day is left: write the first day it no longer holds`,
  )
}

function refusalText(refusal: GrouperRefusal<DirectoryInForce>): string {
  if (refusal.code === 'grouper.outside-its-days') {
    return `目录按其规则适用于 ${daysOf(refusal.range)}，请改 --from、--until the directory is for these days only: choose days among them`
  }
  const { other } = refusal
  return `${other.division} ${other.insurance} 在 ${daysOf(other.range)} 已用目录 ${other.name} (${other.digest.slice(0, 12)})，日期重叠：请先以 --until 为其定终止日\nanother directory is in force on some of these days: import that one again with --from ${other.range.from} and an earlier --until first`
}

/** Keeps a directory in the database for good, and lets a region group by it. */
export async function dipImport(path: string, choice: ImportDirectoryChoice): Promise<void> {
  const named = await readDirectoryFile(path)
  const scope = scopeOf(choice, named.directory.rules.range)
  const dryRun = choice.dryRun === true
  await withDatabase(choice, async ({ pool }) => {
    const order = { ...named, scope, at: systemClock.now() }
    const outcome = await importDirectory(directoryStore(pool), order, dryRun)
    if (!outcome.ok) throw new Error(refusalText(outcome.error))
    const { kept, inForce } = outcome.value
    const { name, year } = named.directory.rules
    if (choice.json === true) return print({ name, year, digest: named.digest, kept, inForce, scope, dryRun })
    const trial = dryRun ? '（试运行，未写入 dry run: nothing was written）' : ''
    print(`${name} ${year} ${named.digest.slice(0, 12)}：${keptWords[kept]}${trial}`)
    if (scope === null || inForce === null) return
    print(`${scope.division} ${scope.insurance} ${daysOf(scope.range)}：${forceWords[inForce]}${trial}`)
  })
}

const left = (title: string) => ({ title, side: 'left' }) as const

/** Every directory on file, and which region groups by which. */
export async function dipList(choice: DatabaseChoice & { readonly json?: true }): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const { kept, inForce } = await listDirectories(pool)
      if (choice.json === true) return print({ kept, inForce })
      if (kept.length === 0) return print('没有目录 no directory: ./yibao dip import directory.json')
      const keptRows = kept.map((one) => [
        one.digest.slice(0, 12),
        one.name,
        String(one.year),
        daysOf(one),
        String(one.groups),
        String(one.cases),
        one.keptSince,
      ])
      const keptHeads = [
        '摘要 digest',
        '名称 name',
        '年度 year',
        '适用 days',
        '病种 groups',
        '病例 cases',
        '入库 kept since',
      ]
      const forceRows = inForce.map((one) => [
        one.division,
        one.insurance,
        daysOf(one.range),
        one.name,
        one.digest.slice(0, 12),
      ])
      const forceHeads = ['统筹区 division', '险种 scheme', '启用 days', '名称 name', '摘要 digest']
      const inUse =
        forceRows.length === 0 ? ['没有启用的目录 none is in force'] : tableLines(forceHeads.map(left), forceRows)
      print([...tableLines(keptHeads.map(left), keptRows), '', ...inUse].join('\n'))
    },
    { readOnly: true },
  )
}
