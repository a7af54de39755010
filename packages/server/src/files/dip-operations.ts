import type { OperationAttribute } from '@yibao/core/dip'
import { kindWords } from './dip-rules-sections.ts'
import { type RowProblem, readTable } from './tsv.ts'

const grades = /^[1-4]$/

/** Reads a table of operations: code (a star at the end takes all that begin so), kind and grade, which may be empty. */
export async function readOperations(
  path: string,
): Promise<{ readonly values: OperationAttribute[]; readonly problems: readonly RowProblem[] }> {
  const seen = new Map<string, number>()
  return readTable(
    path,
    ['code', 'kind', 'grade'],
    ({ code, kind, grade }, report, line): OperationAttribute | null => {
      const found = kindWords.find((word) => word === kind)
      const first = seen.get(code)
      if (first === undefined) seen.set(code, line)
      else report('code', code, `与第 ${first} 行重复 the same as line ${first}`, '只留一行 keep one')
      if (!/^[^\s*]{1,32}\*?$/.test(code))
        report('code', code, '不是手术操作编码 not a code', '写成 write it as 47.01 / 47*')
      if (found === undefined) report('kind', kind, '没有此类 no such kind', `用 use one of ${kindWords.join(', ')}`)
      if (grade !== '' && !grades.test(grade))
        report('grade', grade, '不是级别 not a grade', '写 1-4 或留空 or leave it empty')
      if (found === undefined || first !== undefined) return null
      return { code, kind: found, grade: grade === '' ? null : Number(grade) }
    },
  )
}
