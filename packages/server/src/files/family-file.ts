import { type Fen, parseYuan } from '@yibao/core/kernel'
import type { Relation, Sharing } from '../flows/family-ports.ts'
import type { ImportSource } from '../flows/import-ports.ts'
import { deskFor, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = true) => ({ name, chinese, required })

export const familyColumns = [
  column('psn_no', '使用人编号'),
  column('owner_psn_no', '账户所有人编号'),
  column('relation', '使用人是所有人的'),
  column('valid_from', '授权开始'),
  column('valid_until', '授权结束', false),
  column('yearly_limit', '年度限额', false),
] as const

type FamilyColumn = (typeof familyColumns)[number]['name']

const familyLayout: TableLayout<FamilyColumn> = { columns: familyColumns, freePrefix: null, strangers: 'refuse' }

const relationWords = new Map<string, Relation>([
  ['配偶', 'spouse'],
  ['spouse', 'spouse'],
  ['父母', 'parent'],
  ['parent', 'parent'],
  ['子女', 'child'],
  ['child', 'child'],
  ['兄弟姐妹', 'sibling'],
  ['sibling', 'sibling'],
  ['祖父母', 'grandparent'],
  ['外祖父母', 'grandparent'],
  ['grandparent', 'grandparent'],
  ['孙子女', 'grandchild'],
  ['外孙子女', 'grandchild'],
  ['grandchild', 'grandchild'],
])

/** The words of a relation that may be written in a file or on the command line. */
const relationChoices = '配偶 spouse、父母 parent、子女 child、兄弟姐妹 sibling、祖父母 grandparent、孙子女 grandchild'

/** The authorisations of a file; one row per member and owner. @throws the file system's error when it cannot be read */
export function familyFile(path: string, file: string): ImportSource<Sharing> {
  return {
    file,
    async *rows() {
      const lines = new Map<string, number>()
      for await (const item of tableRows(path, familyLayout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const sharing = readSharing(desk)
        const key = `${sharing?.memberId} ${sharing?.ownerId}`
        const first = sharing === undefined ? undefined : lines.get(key)
        if (first !== undefined) {
          desk.fault('psn_no', `与第 ${first} 行重复 (line ${first} has the same two people)`, '请只留一行 (keep one)')
        }
        if (sharing === undefined || first !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        lines.set(key, line)
        yield { kind: 'row', line, labels, value: sharing }
      }
    },
  }
}

/** One row by itself; undefined when it has faults, which are on the desk. */
function readSharing(desk: RowDesk<FamilyColumn>): Sharing | undefined {
  const memberId = textOf(desk, 'psn_no', 30)
  const ownerId = textOf(desk, 'owner_psn_no', 30)
  const relation = wordOf(desk, 'relation', relationWords, relationChoices)
  const range = rangeOf(desk, 'valid_from', 'valid_until')
  const yearlyLimit = limitOf(desk)
  if (memberId === undefined || ownerId === undefined || relation === undefined) return undefined
  if (range === undefined || yearlyLimit === undefined) return undefined
  if (memberId !== ownerId) return { memberId, ownerId, relation, range, yearlyLimit }
  const what = '与使用人相同 (the same person as the one who may use it)'
  return desk.fault('owner_psn_no', what, '请填写账户所有人的编号 (give the owner of the account)')
}

function limitOf(desk: RowDesk<FamilyColumn>): Fen | null | undefined {
  const cell = desk.row.cells.yearly_limit
  if (cell === '') return null
  const parsed = parseYuan(cell)
  if (parsed.ok && parsed.value >= 0) return parsed.value
  return desk.fault(
    'yearly_limit',
    '不是金额 (not an amount)',
    '请写零或正数，最多两位小数；不限则留空 (zero or more yuan, or leave it empty)',
  )
}
