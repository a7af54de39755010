import type { DipProblem } from '@yibao/core/dip'
import type { RecordFault } from '../files/discharge-record.ts'
import { dipProblemText } from '../text/dip-words.ts'
import { errorsFile } from './group-errors.ts'
import { note } from './options.ts'

/** Rows that cannot be read and cases that cannot be used, told apart from the result. */
interface BadRows {
  unreadable(line: number, fault: RecordFault, row: string): Promise<void>
  unusable(line: number, problem: DipProblem, row: string): Promise<void>
  readonly unreadableCount: number
  readonly unusableCount: number
  close(): Promise<void>
}

const shown = 10

/**
 * @param path of a CSV that takes all of them; the first ones go to standard error in any case
 * @param inputs files that are read; `path` must be none of them
 */
export async function badRows(path: string | undefined, inputs: readonly (string | undefined)[]): Promise<BadRows> {
  const sheet = await errorsFile(
    path,
    inputs.filter((input) => input !== undefined),
  )
  const counts = { unreadable: 0, unusable: 0 }
  const tell = (text: string): void => {
    const told = counts.unreadable + counts.unusable
    if (told <= shown) note(text)
    if (told === shown + 1) note(`… 其余见 the others are in ${path ?? '--errors <file.csv>'}`)
  }
  return {
    get unreadableCount() {
      return counts.unreadable
    },
    get unusableCount() {
      return counts.unusable
    },
    async unreadable(line, { field, value, what, cure }, row) {
      counts.unreadable += 1
      tell(`第 ${line} 行 line ${line}${field === '' ? '' : ` ${field}`}: ${what} (${value}); ${cure}`)
      await sheet.write([{ line, field, value, what, cure, row }])
    },
    async unusable(line, problem, row) {
      counts.unusable += 1
      const text = dipProblemText(problem)
      tell(`第 ${line} 行 line ${line}: ${text}`)
      const [what = '', ...cure] = text.split('; ')
      await sheet.write([{ line, field: problem.code, value: '', what, cure: cure.join('; '), row }])
    },
    close: () => sheet.close(),
  }
}
