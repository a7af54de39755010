import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { everywhere } from '@yibao/core/office'
import type { Command } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { papersBy } from '../files/statement-papers.ts'
import { openPrinter } from '../files/statement-printer.ts'
import { atConsole } from '../flows/operation-log.ts'
import { exportPaper, type PaperDesk, type PaperKind } from '../flows/papers.ts'
import { idSource } from '../ids.ts'
import { operationLogStore } from '../store/operation-log-store.ts'
import { paperStore } from '../store/paper-store.ts'
import { paymentRunStore } from '../store/payment-run-store.ts'
import { requireNewFile } from './new-file.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { progressLine } from './progress.ts'

const atTheMachine = { reach: everywhere, beyondReach: () => Promise.resolve(), actor: atConsole }

/** Works with everything that prints, and lets the thread that prints end with it. */
async function withPapers(
  choice: DatabaseChoice,
  work: (desk: PaperDesk, pool: pg.Pool) => Promise<void>,
): Promise<void> {
  await requireExisting(choice)
  await withDatabase(choice, async ({ pool }) => {
    const printer = openPrinter()
    try {
      const source = { newId: idSource(), now: systemClock.now }
      const desk = { ...source, papers: paperStore(pool), print: papersBy(printer), log: operationLogStore(pool) }
      await work(desk, pool)
    } finally {
      await printer.close()
    }
  })
}

async function write(desk: PaperDesk, number: string, kind: PaperKind, path: string): Promise<void> {
  const made = await exportPaper(desk, atTheMachine, { number, kind })
  if (!made.ok) {
    throw new Error(
      `没有结算单 no statement ${number}：请核对号码，重开月份的结算单不再有效 check the number; those of a reopened month are void`,
    )
  }
  await writeFile(path, made.value, { flag: 'wx' })
}

interface StatementOptions extends DatabaseChoice {
  readonly pdf?: string
  readonly xlsx?: string
}

async function statement(number: string, { pdf, xlsx, ...choice }: StatementOptions): Promise<void> {
  if (pdf === undefined && xlsx === undefined)
    throw new Error('请用 --pdf FILE 或 --xlsx FILE 指定文件 name a file: --pdf FILE, --xlsx FILE, or both')
  for (const path of [pdf, xlsx]) if (path !== undefined) await requireNewFile(path)
  await withPapers(choice, async (desk) => {
    if (pdf !== undefined) await write(desk, number, 'statement', pdf)
    if (xlsx !== undefined) await write(desk, number, 'workbook', xlsx)
  })
  for (const path of [pdf, xlsx]) if (path !== undefined) note(`已写出 written: ${path}`)
}

interface NoticeOptions extends DatabaseChoice {
  readonly pdf: string
}

async function notice(number: string, { pdf, ...choice }: NoticeOptions): Promise<void> {
  await requireNewFile(pdf)
  await withPapers(choice, (desk) => write(desk, number, 'notice', pdf))
  note(`已写出 written: ${pdf}`)
}

interface Order {
  readonly number: string
  readonly kind: PaperKind
  readonly path: string
}

interface PapersOptions extends DatabaseChoice {
  readonly folder: string
}

/** All papers of a run, named by the numbers of statements and notices. */
async function papers(runId: string, { folder, ...choice }: PapersOptions): Promise<void> {
  let written = 0
  await withPapers(choice, async (desk, pool) => {
    const statements = await paymentRunStore(pool).statements(runId)
    if (statements.length === 0)
      throw new Error(`没有运行 no run ${runId}，或没有结算单 or it has no statement：请查看 see: ./yibao payment runs`)
    await mkdir(folder, { recursive: true })
    const orders = statements.flatMap(({ number, noticeNumber }): readonly Order[] => {
      if (number === null || noticeNumber === null)
        throw new Error(`试算没有结算单 a trial has no papers: ${runId}；请正式运行 run the period in earnest`)
      return [
        { number, kind: 'statement', path: join(folder, `${number}.pdf`) },
        { number, kind: 'workbook', path: join(folder, `${number}.xlsx`) },
        { number, kind: 'notice', path: join(folder, `${noticeNumber}.pdf`) },
      ]
    })
    for (const { path } of orders) await requireNewFile(path)
    const progress = progressLine('打印 printing')
    for (const { number, kind, path } of orders) {
      await write(desk, number, kind, path)
      written += 1
      progress(written, orders.length)
    }
  })
  note(`已写出 written: ${written} 个文件 files, ${folder}`)
}

/** Adds `payment statement`, `payment notice` and `payment papers`. */
export function registerPaperCommands(payment: Command): void {
  databaseOptions(
    payment
      .command('statement')
      .description('打印结算单 print a statement as PDF or workbook')
      .argument('<number>', '结算单号 number of the statement')
      .option('--pdf <file>', 'PDF')
      .option('--xlsx <file>', 'Excel')
      .action(statement),
  ).addHelpText('after', '\nExample:\n  ./yibao payment statement JS990301-310-202503-0001 --pdf statement.pdf')
  databaseOptions(
    payment
      .command('notice')
      .description('打印拨付通知书 print a notice of appropriation')
      .argument('<number>', '结算单号或通知书文号 number of the statement or of the notice')
      .requiredOption('--pdf <file>', 'PDF')
      .action(notice),
  ).addHelpText('after', '\nExample:\n  ./yibao payment notice BF990301-310-202503-0001 --pdf notice.pdf')
  databaseOptions(
    payment
      .command('papers')
      .description('打印一次运行的全部结算单和通知书 print every statement and notice of a run')
      .argument('<run>', '运行编号 number of the run')
      .requiredOption('--folder <folder>', '目录 where to')
      .action(papers),
  ).addHelpText('after', '\nExample:\n  ./yibao payment papers 174096000000000001A1B2C3D4 --folder march')
}
