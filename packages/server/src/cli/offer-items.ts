import type { NewItem } from '@yibao/core/casework'
import { takeItems } from '../flows/casework-intake.ts'
import { atConsole } from '../flows/operation-log.ts'
import { atCasework, granted } from './case-options.ts'
import type { DatabaseChoice } from './options.ts'

interface Offered {
  readonly opened: number
  /** On file before. */
  readonly known: number
}

/** Offers what was found to casework of the chosen database: each becomes one review item, however often it is offered. */
export async function offerItems(choice: DatabaseChoice, items: readonly NewItem[]): Promise<Offered> {
  return await atCasework(choice, async (desk) => {
    const { opened, known } = granted(await takeItems(desk, atConsole, items))
    return { opened: opened.length, known }
  })
}

export const offeredText = ({ opened, known }: Offered, unplaced: number): string =>
  `已转疑点 opened ${opened}，原已在案 known ${known}，无归属地未转 without a region ${unplaced}`
