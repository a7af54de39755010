import { join } from 'node:path'
import { openFile } from './policy-folders.ts'
import { holidaysOf } from './policy-holidays.ts'
import { type AuthorProblem, fieldsOf, problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

/** Days off of the nation, as side facts of a lake: weekends are none of them unless the yearly notice says so. @throws Error with file and line */
export async function loadHolidays(
  folder: string = join(policyFolder, 'supervision'),
): Promise<readonly (readonly (string | null)[])[]> {
  const problems: AuthorProblem[] = []
  const fields = fieldsOf(await openFile(folder, 'holidays.yaml', problems), ['holidays'])
  const years = holidaysOf(fields.holidays)
  if (problems.length > 0) throw new Error(problems.map(problemText).join('\n'))
  return years.flatMap(({ off }) => off.map((day) => ['holiday', day, day, '{}']))
}
