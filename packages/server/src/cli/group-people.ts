import { type TableLayout, tableRows } from '../files/table-file.ts'
import { type People, type Person, personOf } from './group-list-line.ts'
import { requireReadable } from './import.ts'

const layout: TableLayout<'psn_no' | 'gender' | 'birth'> = {
  columns: [
    { name: 'psn_no', chinese: '人员编号', required: true },
    { name: 'gender', chinese: '性别', required: true },
    { name: 'birth', chinese: '出生日期', required: true },
  ],
  freePrefix: null,
  strangers: 'ignore',
}

/**
 * Sex and birth by person number, from a list as it is imported.
 *
 * @throws Error with line and cure at the first row that is wrong: whom it means would be grouped as somebody else
 */
export async function readPeople(path: string | undefined): Promise<People> {
  const people = new Map<string, Person>()
  if (path === undefined) return people
  await requireReadable(path)
  for await (const item of tableRows(path, layout)) {
    if (item.kind !== 'row') {
      const problem = item.kind === 'bad' ? item.problems[0] : item.problem
      throw new Error(`${path} 第 ${problem?.line} 行 line ${problem?.line}：${problem?.what}。${problem?.cure}`)
    }
    const { line, cells } = item.row
    const person = personOf(cells.gender, cells.birth)
    if (person === null || cells.psn_no === '') {
      throw new Error(
        `${path} 第 ${line} 行 line ${line} ${cells.psn_no} ${cells.birth}：人员编号或出生日期不对 no person number or no birth，请改正 write it as 1960-05-01`,
      )
    }
    const earlier = people.get(cells.psn_no)
    if (earlier !== undefined && (earlier.gender !== person.gender || earlier.birth !== person.birth)) {
      throw new Error(
        `${path} 第 ${line} 行 line ${line} ${cells.psn_no}：与前文的性别或出生日期不同 not the sex or birth of an earlier row; 只留正确的一行 keep the one that is right`,
      )
    }
    people.set(cells.psn_no, person)
  }
  return people
}
