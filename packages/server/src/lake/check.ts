import type { IndicatorDefinition, LakeTable } from '../flows/lake-ports.ts'
import { openDuck } from './duck.ts'
import { grainKeys } from './grains.ts'
import { layTables } from './lay.ts'
import { lakeTableNames } from './tables.ts'
import { rowsStatement, valuesStatements } from './values-sql.ts'
import { lakeViews } from './views.ts'

const wholeMonth = { from: '2000-01', through: '2000-01' }

/** @throws Error that lists what is wrong with definitions, by their codes */
export async function requireIndicators(definitions: readonly IndicatorDefinition[]): Promise<void> {
  const problems = await problemsOf(definitions)
  if (problems.length > 0) throw new Error(`指标定义有误 definitions have problems:\n${problems.join('\n')}`)
}

/** What is wrong with definitions that a reader could not know: views, columns, types, needs. Over empty tables; nothing is read. */
async function problemsOf(definitions: readonly IndicatorDefinition[]): Promise<readonly string[]> {
  const duck = await openDuck({ folders: [] })
  const problems: string[] = []
  const told = (code: string, error: unknown): void => {
    problems.push(`${code}: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`)
  }
  try {
    await layTables(duck, '', null)
    for (const definition of definitions) {
      const { code, of, needs, grains, frequency } = definition
      if (!(of in lakeViews)) {
        problems.push(`${code}: 没有视图 no view \`${of}\`; one of: ${Object.keys(lakeViews).join(', ')}`)
        continue
      }
      const stranger = needs.find((need) => !need.startsWith('side.') && !lakeTableNames.includes(need as LakeTable))
      if (stranger !== undefined) problems.push(`${code}: 没有表 no table \`${stranger}\``)
      try {
        for (const { text } of valuesStatements([definition], wholeMonth, () => grains)) await duck.describe(text)
        for (const grain of grains) {
          const key = grainKeys[grain].map(() => '')
          await duck.describe(
            rowsStatement(definition, { frequency: frequency[0] ?? 'month', first: '2000-01-01', grain, key }),
          )
        }
      } catch (error) {
        told(code, error)
      }
    }
  } finally {
    await duck.close()
  }
  return problems
}
