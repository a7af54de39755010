import { access, constants } from 'node:fs/promises'
import { basename } from 'node:path'
import { dateOf, type IsoDate, isoDate } from '@yibao/core/kernel'
import { Argument, Command, Option } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { capitationFile } from '../files/capitation-file.ts'
import { assumedFrom, type CatalogueLayout, catalogueLayouts, catalogueSources } from '../files/catalogue-layouts.ts'
import { creditsFile } from '../files/credits-file.ts'
import { familyFile } from '../files/family-file.ts'
import { fundFile } from '../files/fund-file.ts'
import { type TemplateKind, templateKinds, writeTemplate } from '../files/import-template.ts'
import { institutionsFile } from '../files/institutions-file.ts'
import { membersFile } from '../files/members-file.ts'
import { examineSignups } from '../flows/import-capitation.ts'
import { writeCatalogueRows } from '../flows/import-catalogue.ts'
import { examineCredits } from '../flows/import-credits.ts'
import { examineSharings } from '../flows/import-family.ts'
import { importMembers } from '../flows/import-members.ts'
import type { ImportListener, ImportStore, ImportWriters } from '../flows/import-ports.ts'
import type { ImportReport } from '../flows/import-report.ts'
import { importRows } from '../flows/import-rows.ts'
import type { NewFundIncome } from '../flows/wall-ports.ts'
import { errorCode } from '../store/database-error.ts'
import { surveySignups } from '../store/import-capitation.ts'
import { surveyCredits } from '../store/import-credits.ts'
import { knownPeople } from '../store/import-family.ts'
import { importStore } from '../store/import-store.ts'
import { dateArgument } from './arguments.ts'
import { requireOther } from './group-errors.ts'
import { importDesk, printReport } from './import-output.ts'
import { importSchemeCommand } from './import-scheme.ts'
import { type DatabaseChoice, databaseOptions, note, withDatabase } from './options.ts'

export interface ImportChoice extends DatabaseChoice {
  readonly dryRun?: true
  readonly skipBad?: true
  readonly json?: true
  readonly errors?: string
}

interface CatalogueChoice extends ImportChoice {
  readonly layout: CatalogueLayout
  readonly from?: IsoDate
}

type Run = (
  store: ImportStore,
  listener: ImportListener,
  options: { dryRun: boolean; skipBad: boolean },
  pool: pg.Pool,
) => Promise<ImportReport>

/** Opens the database, runs one import, prints what it found. */
export async function runImport(path: string, choice: ImportChoice, run: Run): Promise<void> {
  await requireReadable(path)
  if (choice.errors !== undefined) await requireOther(choice.errors, [path])
  await withDatabase(choice, async ({ pool }) => {
    const desk = importDesk(choice.errors)
    const options = { dryRun: choice.dryRun === true, skipBad: choice.skipBad === true }
    const report = await run(importStore(pool), desk.listener, options, pool).finally(desk.finish)
    printReport(basename(path), report, desk, choice.json === true)
  })
}

/** Looked at first: nobody should wait for a database to hear of a mistyped name. */
export async function requireReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${path}：文件不存在或无权读取，请核对路径 (cannot be read, check the path: ${reason})`, {
      cause: error,
    })
  }
}

/** What every import can be told. */
export function importOptions(command: Command): Command {
  return databaseOptions(command)
    .option('--dry-run', '试运行，不写入 check and count, write nothing')
    .option('--skip-bad', '跳过有问题的行 import the good rows although others are bad')
    .option('--errors <file.csv>', '全部问题写入此文件 write every problem to this file')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
}

function membersCommand(): Command {
  return importOptions(new Command('members'))
    .description('导入参保人员（CSV、TSV、XLSX）import insured persons')
    .argument('<file>', '表头中文或英文 headed in Chinese or English, see: import template members')
    .addHelpText(
      'after',
      '\n凭证 credentials: 02 身份证号, 03 社保卡号, 01 电子凭证在本平台为 EC 加人员编号 (the electronic voucher is EC and the person number).',
    )
    .addHelpText('after', '\nExample:\n  ./yibao import members members.xlsx --dry-run --errors problems.csv')
    .action((file: string, choice: ImportChoice) =>
      runImport(file, choice, (store, listener, options) => {
        const source = membersFile(file, basename(file))
        return importMembers(store, listener, { source, at: systemClock.now() }, options)
      }),
    )
}

function institutionsCommand(): Command {
  return importOptions(new Command('institutions'))
    .description('导入定点医药机构 import designated institutions')
    .argument('<file>', '表头中文或英文 headed in Chinese or English, see: import template institutions')
    .addHelpText('after', '\nExample:\n  ./yibao import institutions institutions.csv')
    .action((file: string, choice: ImportChoice) =>
      runImport(file, choice, (store, listener, options) => {
        const sources = [institutionsFile(file, basename(file))]
        return importRows(store, listener, { sources, write: (writers, rows) => writers.writeProviders(rows) }, options)
      }),
    )
}

function familyCommand(): Command {
  return importOptions(new Command('family'))
    .description('导入家庭共济授权 import who may use whose personal account')
    .argument('<file>', '表头中文或英文 headed in Chinese or English, see: import template family')
    .addHelpText('after', '\nExample:\n  ./yibao import family family.xlsx --dry-run')
    .action((path: string, choice: ImportChoice) =>
      runImport(path, choice, (store, listener, options, pool) => {
        const file = basename(path)
        const at = systemClock.now()
        return importRows(
          store,
          listener,
          {
            sources: [familyFile(path, file)],
            examine: examineSharings((insuredIds) => knownPeople(pool, insuredIds), listener, file),
            write: (writers, rows) => writers.writeSharings(rows, at),
          },
          options,
        )
      }),
    )
}

function creditsCommand(): Command {
  return importOptions(new Command('credits'))
    .description('导入个人账户划入 import what personal accounts get for a year or a month')
    .argument('<file>', '表头中文或英文 headed in Chinese or English, see: import template credits')
    .addHelpText('after', '\nExample:\n  ./yibao import credits credits.xlsx --dry-run')
    .action((path: string, choice: ImportChoice) =>
      runImport(path, choice, (store, listener, options, pool) => {
        const file = basename(path)
        const at = systemClock.now()
        return importRows(
          store,
          listener,
          {
            sources: [creditsFile(path, file)],
            examine: examineCredits((credits) => surveyCredits(pool, credits, dateOf(at)), listener, file),
            write: (writers, rows) => writers.writeCredits(rows, at),
          },
          options,
        )
      }),
    )
}

function capitationCommand(): Command {
  return importOptions(new Command('capitation'))
    .description('导入按人头付费的签约 import who is signed on with which institution for capitation')
    .argument('<file>', '表头中文或英文 headed in Chinese or English, see: import template capitation')
    .addHelpText('after', '\nExample:\n  ./yibao import capitation signups.xlsx --dry-run')
    .action((path: string, choice: ImportChoice) =>
      runImport(path, choice, (store, listener, options, pool) => {
        const file = basename(path)
        const at = systemClock.now()
        return importRows(
          store,
          listener,
          {
            sources: [capitationFile(path, file)],
            examine: examineSignups((signups) => surveySignups(pool, signups), listener, file),
            write: (writers, rows) => writers.writeSignups(rows, { file, at }),
          },
          options,
        )
      }),
    )
}

function fundCommand(): Command {
  return importOptions(new Command('fund'))
    .description('导入基金收入与期初结余 import income and opening balances of the funds')
    .argument(
      '<file>',
      '表头 headed: 统筹区、险种、月份、类别、金额、依据 (division, scheme, month, kind, amount, source)',
    )
    .addHelpText('after', '\nExample:\n  ./yibao import fund fund-2025.csv --dry-run')
    .action((path: string, choice: ImportChoice) =>
      runImport(path, choice, (store, listener, options) => {
        const origin = { at: systemClock.now(), by: 'console' }
        const write = (writers: ImportWriters, rows: readonly NewFundIncome[]) => writers.writeFundIncome(rows, origin)
        return importRows(store, listener, { sources: [fundFile(path, basename(path))], write }, options)
      }),
    )
}

/** The first day of rows that carry none; said aloud when it is assumed. */
function firstDay({ layout, from }: CatalogueChoice): IsoDate {
  const dated = layout === 'nrdl' || layout === 'services'
  if (from !== undefined) {
    if (dated) return from
    throw new Error(`--from 不适用于格式 ${layout}，请去掉 (its rows carry their own dates or none: leave --from out)`)
  }
  if (!dated) return isoDate(assumedFrom.nrdl)
  note(`生效日按 ${assumedFrom[layout]} (valid from ${assumedFrom[layout]} unless --from says otherwise)`)
  return isoDate(assumedFrom[layout])
}

function catalogueCommand(): Command {
  return importOptions(new Command('catalogue'))
    .description('导入目录：药品、诊疗项目、耗材、疾病、手术、门诊慢特病等编码 import a catalogue')
    .argument('<path>', '文件；starter 也可为文件夹 a file, for starter also a folder')
    .addOption(
      new Option('--layout <layout>', '文件格式 layout of the file').choices(catalogueLayouts).makeOptionMandatory(),
    )
    .option('--from <date>', '生效日 first day of the rows (layouts nrdl and services)', dateArgument)
    .addHelpText('after', '\nExample:\n  ./yibao import catalogue policy/national/catalogue --layout starter')
    .action((path: string, choice: CatalogueChoice) => {
      const from = firstDay(choice)
      return runImport(path, choice, async (store, listener, options) => {
        const sources = await catalogueSources(path, choice.layout, from)
        return importRows(store, listener, { sources, write: writeCatalogueRows }, options)
      })
    })
}

function templateCommand(): Command {
  return new Command('template')
    .description('生成空白导入模板 write an empty list to fill in')
    .addArgument(new Argument('<kind>', '名单种类 which list').choices(templateKinds))
    .requiredOption('--out <file>', '新文件，.xlsx 或 .csv a new file')
    .addHelpText('after', '\nExample:\n  ./yibao import template members --out members.xlsx')
    .action(async (kind: TemplateKind, { out }: { readonly out: string }) => {
      if (!/\.(xlsx|csv)$/i.test(out)) {
        throw new Error(`${out}：文件名须以 .xlsx 或 .csv 结尾 (the name of a template ends in .xlsx or .csv)`)
      }
      await writeTemplate(kind, out).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error
        throw new Error(
          `${out}：文件已存在，不会覆盖，请换一个名字 (it exists and is not overwritten: choose another name)`,
        )
      })
      process.stdout.write(`${out}：已生成模板，请删除示例行后填写 template written: replace the example row\n`)
    })
}

export function importCommand(): Command {
  return new Command('import')
    .description(
      '导入人员、机构、共济授权、个账划入、人头签约、基金收支、目录、分组方案 import members, institutions, family sharing, account credits, sign-ups for capitation, income of the funds, catalogues, grouping schemes',
    )
    .addCommand(membersCommand())
    .addCommand(institutionsCommand())
    .addCommand(familyCommand())
    .addCommand(creditsCommand())
    .addCommand(capitationCommand())
    .addCommand(fundCommand())
    .addCommand(catalogueCommand())
    .addCommand(importSchemeCommand())
    .addCommand(templateCommand())
    .addHelpText('after', '\nExample:\n  ./yibao import members members.csv --dry-run')
}
