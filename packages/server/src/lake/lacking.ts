import type { Grain } from '@yibao/core/supervision'
import type { IndicatorDefinition, LackingIndicator } from '../flows/lake-ports.ts'
import { type Duck, literal } from './duck.ts'
import { grainKeys } from './grains.ts'

async function anyRow(duck: Duck, need: string): Promise<boolean> {
  const [table = '', name] = need.split('.')
  const where = name === undefined ? '' : ` where table_name = ${literal(name)}`
  return (await duck.rows(`select 1 from ${name === undefined ? table : 'side'}${where} limit 1`)).length > 0
}

/** Whether any row of the view names such a subject. */
async function anySubject(duck: Duck, view: string, columns: readonly string[]): Promise<boolean> {
  const named = columns.map((column) => `${column} is not null`).join(' and ')
  return (await duck.rows(`select 1 from ${view} where ${named} limit 1`)).length > 0
}

/**
 * What has no data, as a whole or at one grain.
 *
 * @param there what was found before: a lake does not change while it is read
 */
export async function lackingOf(
  duck: Duck,
  definitions: readonly IndicatorDefinition[],
  there: Map<string, boolean>,
): Promise<readonly LackingIndicator[]> {
  const lacking: LackingIndicator[] = []
  for (const { code, of, needs, grains } of definitions) {
    for (const need of needs) if (!there.has(need)) there.set(need, await anyRow(duck, need))
    const missing = needs.filter((need) => there.get(need) === false)
    if (missing.length > 0) {
      lacking.push({ indicator: code, grain: null, needs: missing })
      continue
    }
    const nobody: Grain[] = []
    for (const grain of grains) {
      const subject = `${of} ${grain}`
      if (!there.has(subject)) there.set(subject, await anySubject(duck, of, grainKeys[grain]))
      if (there.get(subject) === false) nobody.push(grain)
    }
    if (nobody.length === grains.length) lacking.push({ indicator: code, grain: null, needs: [of] })
    else
      for (const grain of nobody)
        lacking.push({ indicator: code, grain, needs: [`${of}.${grainKeys[grain].at(-1) ?? ''}`] })
  }
  return lacking
}
