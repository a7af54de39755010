import { type EvidenceRefusal, isPieceCode } from '@yibao/core/evidence'
import type { DivisionCode, Result } from '@yibao/core/kernel'
import { parseDivisionCode } from '@yibao/core/kernel'
import { type Command, InvalidArgumentError } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { evidenceDesk } from '../evidence-desk.ts'
import type { EvidenceActor, EvidenceDesk } from '../flows/evidence.ts'
import { atConsole, type OperationSource } from '../flows/operation-log.ts'
import { idSource } from '../ids.ts'
import { evidenceRefusalText } from '../text/evidence-refusal.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'

export interface EvidenceChoice extends DatabaseChoice {
  readonly json?: true
}

/** In whose name something is done at the machine, and why. */
export interface ByUser extends EvidenceChoice {
  readonly user: string
  readonly reason: string
}

/** Where commands of evidence and tips get their numbers and times. */
export const evidenceSource: OperationSource = { now: systemClock.now, newId: idSource() }

export const evidenceOptions = (command: Command): Command =>
  databaseOptions(command).option('--json', '结果以 JSON 输出 print as JSON')

export const userOption = (command: Command): Command =>
  command.requiredOption('--user <user>', '以谁的名义；其权限有效 in whose name; with the rights of that account')

export const byUserOptions = (command: Command): Command =>
  userOption(evidenceOptions(command)).requiredOption('--reason <text>', '事由 why')

export function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是区划代码 not a division; 写六位数字 write the six digits')
}

export function codeArgument(text: string): string {
  const code = text.trim().toUpperCase()
  if (isPieceCode(code)) return code
  throw new InvalidArgumentError(
    '不是证据编号，请核对校验位 not a code of a piece: check it, the last digit is a check digit',
  )
}

export const inNameOf = (userId: string): EvidenceActor => ({ userId, actor: atConsole })

/** @throws Error with the words of the refusal */
export function allowed<T>(outcome: Result<T, EvidenceRefusal>): T {
  if (outcome.ok) return outcome.value
  throw new Error(evidenceRefusalText(outcome.error))
}

/** Works at the store of evidence of the chosen database. */
export async function atEvidence<T>(
  choice: DatabaseChoice,
  work: (desk: EvidenceDesk, pool: pg.Pool) => Promise<T>,
  readOnly = false,
): Promise<T> {
  await requireExisting(choice)
  return await withDatabase(choice, ({ pool }) => work(evidenceDesk(pool, evidenceSource), pool), { readOnly })
}
