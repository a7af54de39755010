import type { Result } from '@yibao/core/kernel'
import type { TipRefusal } from '@yibao/core/tip'
import type pg from 'pg'
import type { TipDesk } from '../flows/tip-ports.ts'
import { tipRefusalText } from '../text/tip-words.ts'
import { tipDesk } from '../tip-desk.ts'
import { evidenceSource } from './evidence-options.ts'
import { type DatabaseChoice, requireExisting, withDatabase } from './options.ts'

/** @throws Error with the words of the refusal */
export function allowedTip<T>(outcome: Result<T, TipRefusal>): T {
  if (outcome.ok) return outcome.value
  throw new Error(tipRefusalText(outcome.error))
}

/** Works at the desk of tips of the chosen database. */
export async function atTips<T>(
  choice: DatabaseChoice,
  work: (desk: TipDesk, pool: pg.Pool) => Promise<T>,
  readOnly = false,
): Promise<T> {
  await requireExisting(choice)
  return await withDatabase(choice, async ({ pool }) => work(await tipDesk(pool, evidenceSource), pool), { readOnly })
}
