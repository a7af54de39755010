import { type Fen, fen, yuan } from '@yibao/core/kernel'
import { Command } from 'commander'
import { atConsole } from '../flows/operation-log.ts'
import { paymentEntries } from '../store/payment-entry-store.ts'
import { paymentReads } from '../store/rest-payments.ts'
import { stepLines } from '../text/payment.ts'
import { pointsWords, runRefusalText } from '../text/payment-run.ts'
import { amountArgument } from './arguments.ts'
import { print } from './output.ts'
import {
  atPaymentDesk,
  monthArgument,
  type PaymentChoice,
  paymentOptions,
  paymentSource,
  required,
  type ScopeChoice,
  scopeOptions,
  yearArgument,
} from './payment-options.ts'

async function showCase(caseId: string, options: PaymentChoice): Promise<void> {
  const found = await atPaymentDesk(options, (_desk, pool) => paymentReads(pool).caseHistory(caseId), true)
  if (found.length === 0) throw new Error(runRefusalText({ code: 'payment.unknown-case', caseId }))
  if (options.json === true) return print({ cases: found })
  for (const one of found) {
    const { runId, role, why, kind, groupCode, points, standard, fundPayable, score, price, facts, planHash } = one
    const under = planHash === null ? '' : `  方案 plan ${planHash.slice(0, 12)}`
    print(
      `${facts.providerCode}  批次 run ${runId}  ${role}${why === null ? '' : ` (${why})`}  ${kind}  病组 group ${groupCode ?? '–'}  点数 points ${pointsWords(points)}  标准 standard ${yuan(standard)}  基金应付 payable ${yuan(fundPayable)}${under}`,
    )
    print(stepLines([...(score?.steps ?? []), ...(price?.steps ?? [])], options.lang).join('\n'))
  }
}

interface DeductChoice extends ScopeChoice {
  readonly institution: string
  readonly month: string
  readonly amount: Fen
  readonly reason: string
}

async function deduct(options: DeductChoice): Promise<void> {
  const { institution: providerCode, division, scheme, month, amount, reason } = options
  if (amount <= 0) throw new Error('--amount：请填大于零的金额 more than nothing')
  const order = { providerCode, division, scheme, month, amount: fen(amount), reason }
  const made = await atPaymentDesk(options, async (_desk, pool) =>
    required(await paymentEntries(pool, paymentSource).deduct(atConsole, order)),
  )
  print(
    options.json === true
      ? made
      : `${made.deductionId}：已录入，${month} 结算单扣 ${yuan(amount)} entered for the statement of the month`,
  )
}

interface AssessChoice extends ScopeChoice {
  readonly institution: string
  readonly year: string
  readonly score: string
  readonly source: string
}

async function assess(options: AssessChoice): Promise<void> {
  const { institution: providerCode, division, scheme, year, score: text, source } = options
  const parts = /^(\d{1,4})(?:\.(\d{1,6}))?$/.exec(text)
  if (parts === null) throw new Error(`--score ${text}：写成 write it as 92.5`)
  const score = Number(parts[1]) * 1_000_000 + Number((parts[2] ?? '').padEnd(6, '0'))
  const order = { providerCode, division, scheme, year, score, source }
  const made = await atPaymentDesk(options, async (_desk, pool) =>
    required(await paymentEntries(pool, paymentSource).assess(atConsole, order)),
  )
  print(
    options.json === true
      ? made
      : `${providerCode} ${year} 考核 assessment ${text}：已录入，第 ${made.number} 次 entered`,
  )
}

/** Adds the commands on single cases and on what people enter. */
export function registerEntryCommands(payment: Command): void {
  const scope = '--division 330200 --scheme 310'
  payment.addCommand(
    paymentOptions(new Command('case'))
      .description('一份病例历次怎样支付，逐步计算 how a case was paid, step by step')
      .argument('<case>', '病例编号，即结算编号 number of the case, that of its settlement')
      .addHelpText('after', '\nExample:\n  ./yibao payment case 174096000000000001A1B2C3D4')
      .action(showCase),
  )
  payment.addCommand(
    scopeOptions(new Command('deduct'))
      .description('录入扣款，计入当月结算单 enter a deduction for the statement of a month')
      .requiredOption('--institution <code>', '机构 institution')
      .requiredOption('--month <month>', '月份 month', monthArgument)
      .requiredOption('--amount <yuan>', '金额（元） amount in yuan', amountArgument)
      .requiredOption('--reason <text>', '事由 why')
      .addHelpText(
        'after',
        `\nExample:\n  ./yibao payment deduct --institution H33020000001 --month 2025-03 ${scope} --amount 1200.50 --reason 违规扣款`,
      )
      .action(deduct),
  )
  payment.addCommand(
    scopeOptions(new Command('assess'))
      .description('录入年度考核得分 enter the assessment of a year')
      .requiredOption('--institution <code>', '机构 institution')
      .requiredOption('--year <year>', '年度 year', yearArgument)
      .requiredOption('--score <score>', '得分 score, such as 92.5')
      .requiredOption('--source <text>', '依据 the document it is from')
      .addHelpText(
        'after',
        `\nExample:\n  ./yibao payment assess --institution H33020000001 --year 2025 ${scope} --score 92.5 --source 年度考核通报`,
      )
      .action(assess),
  )
}
