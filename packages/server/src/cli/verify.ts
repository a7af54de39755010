import { Command } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { localCrypto } from '../crypto/local-crypto.ts'
import { evidenceDesk } from '../evidence-desk.ts'
import { type VerifyReport, verifyAll } from '../flows/verify.ts'
import { idSource } from '../ids.ts'
import { sealBooks } from '../log-seals.ts'
import { caseworkVerifyStore } from '../store/casework-verify-store.ts'
import type { Database } from '../store/database.ts'
import { paymentVerifyStore } from '../store/payment-verify-store.ts'
import { tipStore } from '../store/tip-store.ts'
import { verifyStore } from '../store/verify-store.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, requireExisting, withDatabase } from './options.ts'
import { progressLine } from './progress.ts'

/** The invariants in the words of the report. */
const invariants: readonly (readonly [string, string])[] = [
  ['1', '费用各部分之和等于总额 the parts of every line and bill are the whole'],
  ['2', '各方支付之和等于总额 the payers pay the bill'],
  ['3', '分录平衡，撤销为反向分录 entries balance, an undoing is the opposite entry'],
  ['4', '累计和余额与历史一致 running totals and balances are what history gives'],
  ['5', '账户不为负，限额不超 no account below zero, no limit exceeded'],
  ['6', '一个报文至多一次生效 one message has at most one effect'],
  ['8', '按存档政策重算一致 computing again from the stored law gives the same fen'],
  ['9', '整盒追溯码至多售出一次 a whole package is sold at most once'],
  ['10', '付费结算单、分录与病例一致 statements and postings are what their cases say, computed again'],
  [
    '12',
    '疑点、案件由其过程重现，钱款与分录一致 matters are what their events make of them, their money is what entries say',
  ],
  ['13', '证据、举报与保管链和内容摘要一致 evidence and tips are what their chains and digests say'],
  ['15', '操作日志与封印一致 the operation log is what its seals say'],
]

/** Writes a report for people. */
export function verifyText(report: VerifyReport): string {
  const counts = `核对 checked: ${report.persons} 人 persons · ${report.settlements} 笔结算 settlements · ${report.lines} 行明细 lines · ${report.entries} 笔分录 entries · ${report.paidCases} 份付费病例 paid cases · ${report.matters} 件疑点和案件 matters · ${report.pieces} 件证据 pieces of evidence · ${report.tips} 件举报 tips · ${report.sealedRows} 行已封日志 sealed log rows`
  const rows = invariants.map(([number, meaning]) => {
    const count = Object.entries(report.broken)
      .filter(([key]) => key.startsWith(`${number} `))
      .reduce((sum, [, times]) => sum + times, 0)
    return `  ${count === 0 ? '✓' : '✗'} ${number.padStart(2)} ${meaning}${count === 0 ? '' : `  —  ${count} 处 violations`}`
  })
  const details = report.violations.map(
    ({ invariant, insuredId, what, where, found, expected }) =>
      `  [${invariant}] ${insuredId} ${where}: ${what} 为 is ${found}，应为 should be ${expected}`,
  )
  return [
    counts,
    ...rows,
    ...details,
    report.ok ? '全部一致 all invariants hold' : '存在不一致 invariants are broken',
  ].join('\n')
}

interface VerifyOptions extends DatabaseChoice {
  readonly json?: boolean
}

/** Checks everything that is on a database, and tells how far it is. */
export async function verifyEverything(pool: pg.Pool, dataDir: string | null): Promise<VerifyReport> {
  return verifyAll(
    verifyStore(pool),
    progressLine('核对 verify'),
    paymentVerifyStore(pool),
    caseworkVerifyStore(pool, localCrypto.sm3),
    { evidence: evidenceDesk(pool, { newId: idSource(), now: systemClock.now }), tips: tipStore(pool) },
    await sealBooks(pool, dataDir),
  )
}

async function verify(options: VerifyOptions): Promise<void> {
  await requireExisting(options)
  const check = ({ pool }: Database) => verifyEverything(pool, dataDirOf(options))
  const report = await withDatabase(options, check, { readOnly: true })
  process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : `${verifyText(report)}\n`)
  process.exitCode = report.ok ? 0 : 1
}

export function verifyCommand(): Command {
  return databaseOptions(new Command('verify'))
    .description('核对全部不变量 check every invariant over a database; changes nothing')
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao verify --data-dir ./.yibao --json')
    .action(verify)
}
