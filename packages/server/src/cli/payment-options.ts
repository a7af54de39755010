import type { SchemeCode } from '@yibao/core/encounter'
import { type DivisionCode, parseDivisionCode, type Result } from '@yibao/core/kernel'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../clock.ts'
import type { OperationSource } from '../flows/operation-log.ts'
import type { PaymentDesk, Progress } from '../flows/payment-desk.ts'
import { idSource } from '../ids.ts'
import { paymentDesk } from '../payment-desk.ts'
import { runRefusalText } from '../text/payment-run.ts'
import { languageOption } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { progressLine } from './progress.ts'

export interface PaymentChoice extends DatabaseChoice {
  readonly json?: true
  readonly lang: 'zh' | 'en'
}

export interface ScopeChoice extends PaymentChoice {
  readonly division: DivisionCode
  readonly scheme: SchemeCode
}

/** Where payments of the command line get their numbers and times. */
export const paymentSource: OperationSource = { now: systemClock.now, newId: idSource() }

function divisionArgument(text: string): DivisionCode {
  const parsed = parseDivisionCode(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是区划代码 not a division; 写六位数字 write the six digits')
}

export function monthArgument(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text
  throw new InvalidArgumentError('不是月份 not a month; 写成 write it as 2025-03')
}

export function yearArgument(text: string): string {
  if (/^(19|20|21)\d\d$/.test(text)) return text
  throw new InvalidArgumentError('不是年度 not a year; 写成 write it as 2025')
}

/** The same as a number. */
export const calendarYear = (text: string): number => Number(yearArgument(text))

/** Adds the options of every payment command. */
export const paymentOptions = (command: Command): Command =>
  databaseOptions(command).option('--json', '结果以 JSON 输出 print as JSON').addOption(languageOption())

/** Adds those that say whose stays are paid. */
export const scopeOptions = (command: Command): Command =>
  paymentOptions(command)
    .requiredOption('--division <code>', '统筹区 the region whose fund pays', divisionArgument)
    .addOption(
      new Option('--scheme <code>', '险种 310 employees, 390 residents').choices(['310', '390']).default('310'),
    )

const stages = { collect: '收集 collect', group: '分组 group', price: '定价 price', close: '出单 statements' } as const

/** Progress of the stages of a run, each a line of its own. */
export function runProgress(): Progress {
  const lines = new Map<keyof typeof stages, (done: number, all: number) => void>()
  return (stage, done, all) => {
    const line = lines.get(stage) ?? progressLine(stages[stage])
    lines.set(stage, line)
    line(done, all)
  }
}

/** @throws Error with the words and the cure of the refusal */
export function required<T>(outcome: Result<T, { readonly code: string }>): T {
  if (outcome.ok) return outcome.value
  throw new Error(runRefusalText(outcome.error as Parameters<typeof runRefusalText>[0]))
}

/** Works at the payer's desk of the chosen database. */
export async function atPaymentDesk<T>(
  choice: DatabaseChoice,
  work: (desk: PaymentDesk, pool: Parameters<typeof paymentDesk>[0]) => Promise<T>,
  readOnly = false,
): Promise<T> {
  await requireExisting(choice)
  return await withDatabase(choice, ({ pool }) => work(paymentDesk(pool, paymentSource), pool), { readOnly })
}
