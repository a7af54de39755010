import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { IndicatorBook, IndicatorDefinition } from '../flows/lake-ports.ts'
import { indicatorTopicOf } from './indicator-yaml.ts'
import { openFile } from './policy-folders.ts'
import { contentHash } from './policy-hash.ts'
import { type AuthorProblem, complain, problemText } from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

/** The indicators that ship with the platform. */
const indicatorFolder = join(policyFolder, 'supervision', 'indicators')

/**
 * The indicators of a folder, in the order of files and rows.
 *
 * @throws Error that lists every problem with file, line and cure
 */
export async function loadIndicators(folder: string = indicatorFolder): Promise<IndicatorBook> {
  const problems: AuthorProblem[] = []
  const definitions: IndicatorDefinition[] = []
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  for (const name of names) {
    for (const { definition, spot } of indicatorTopicOf(await openFile(folder, name, problems))) {
      const twice = definitions.some(({ code }) => code === definition.code)
      if (twice) complain(spot, 'an indicator twice', 'keep one of them', definition.code)
      definitions.push(definition)
    }
  }
  if (definitions.length === 0 && problems.length === 0) {
    problems.push({ file: folder, line: 1, what: 'no indicator in it', cure: 'add a file `<topic>.yaml`' })
  }
  if (problems.length > 0) {
    throw new Error(`指标定义有误 the indicators of ${folder} have problems:\n${problems.map(problemText).join('\n')}`)
  }
  return { definitions, digest: contentHash({ definitions }) }
}
