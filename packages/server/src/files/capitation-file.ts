import type { SchemeCode } from '@yibao/core/encounter'
import type { Signup } from '../flows/capitation-ports.ts'
import type { ImportSource } from '../flows/import-ports.ts'
import { deskFor, divisionOf, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = true) => ({ name, chinese, required })

export const capitationColumns = [
  column('psn_no', '人员编号'),
  column('provider_code', '签约机构编码'),
  column('division', '统筹区'),
  column('scheme', '险种'),
  column('valid_from', '签约开始'),
  column('valid_until', '签约结束', false),
] as const

type CapitationColumn = (typeof capitationColumns)[number]['name']

const layout: TableLayout<CapitationColumn> = { columns: capitationColumns, freePrefix: null, strangers: 'refuse' }

const schemeWords = new Map<string, SchemeCode>([
  ['310', '310'],
  ['职工', '310'],
  ['390', '390'],
  ['居民', '390'],
])

/** The sign-ups of a file; a person begins once on a day. @throws the file system's error when it cannot be read */
export function capitationFile(path: string, file: string): ImportSource<Signup> {
  return {
    file,
    async *rows() {
      const lines = new Map<string, number>()
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const signup = readSignup(desk)
        const key =
          signup === undefined ? '' : [signup.insuredId, signup.division, signup.scheme, signup.range.from].join()
        const first = signup === undefined ? undefined : lines.get(key)
        if (first !== undefined) {
          const what = `与第 ${first} 行同一人同日开始 (line ${first} has the same person and first day)`
          desk.fault('valid_from', what, '请只留一行 (keep one)')
        }
        if (signup === undefined || first !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        lines.set(key, line)
        yield { kind: 'row', line, labels, value: signup }
      }
    },
  }
}

/** One row by itself; undefined when it has faults, which are on the desk. */
function readSignup(desk: RowDesk<CapitationColumn>): Signup | undefined {
  const insuredId = textOf(desk, 'psn_no', 30)
  const providerCode = textOf(desk, 'provider_code', 30)
  const division = divisionOf(desk, 'division')
  const scheme = wordOf(desk, 'scheme', schemeWords, '310 职工 employees、390 居民 residents')
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  if (insuredId === undefined || providerCode === undefined || division === undefined) return undefined
  if (scheme === undefined || range === undefined) return undefined
  return { insuredId, providerCode, division, scheme, range }
}
