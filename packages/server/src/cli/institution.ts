import { Command } from 'commander'
import { type InstitutionColumn, institutionColumns, readInstitution } from '../files/institutions-file.ts'
import { deskFor } from '../files/row-checks.ts'
import type { WriteCounts } from '../flows/import-ports.ts'
import { importStore } from '../store/import-store.ts'
import { keyCommand } from './institution-key.ts'
import { departmentsCommand, practitionersCommand } from './institution-registers.ts'
import { type DatabaseChoice, databaseOptions, withDatabase } from './options.ts'

interface AddChoice extends DatabaseChoice {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly levelCode?: string
  readonly division: string
  readonly from: string
  readonly until?: string
  readonly creditCode?: string
}

/** What each column of an institution list is called on the command line. */
const flags: Readonly<Record<InstitutionColumn, string>> = {
  provider_code: '--code',
  name: '--name',
  kind: '--kind',
  level_code: '--level-code',
  division: '--division',
  valid_from: '--from',
  valid_until: '--until',
  credit_code: '--credit-code',
}

/** What writing one row came to. */
export function doneText({ added, changed }: WriteCounts): string {
  return added > 0 ? '已登记 added' : changed > 0 ? '已变更 changed' : '未变 unchanged'
}

async function add(choice: AddChoice): Promise<void> {
  const cells = {
    provider_code: choice.code,
    name: choice.name.trim(),
    kind: choice.kind,
    level_code: choice.levelCode ?? '',
    division: choice.division,
    valid_from: choice.from,
    valid_until: choice.until ?? '',
    credit_code: choice.creditCode ?? '',
  }
  const desk = deskFor({ line: 1, cells, free: {}, labels: flags })
  const provider = readInstitution(desk)
  if (provider === undefined) {
    throw new Error(
      desk.problems.map(({ column, value, what, cure }) => `${column} ${value}：${what}. ${cure}`).join('\n'),
    )
  }
  await withDatabase(choice, async ({ pool }) => {
    const counts = await importStore(pool).inTransaction(true, (writers) => writers.writeProviders([provider]))
    process.stdout.write(`${provider.providerCode} ${provider.name}：${doneText(counts)}\n`)
  })
}

export function institutionCommand(): Command {
  const kinds = '医院 hospital、社区 community、乡镇 township、诊所 clinic、药店 pharmacy'
  const addCommand = databaseOptions(new Command('add'))
    .description('登记或变更一家定点机构 add one institution, or change it')
    .requiredOption('--code <code>', '机构编码，12 位 code of the institution, 12 characters')
    .requiredOption('--name <name>', '名称 name')
    .requiredOption('--kind <kind>', kinds)
    .option('--level-code <code>', '医院等级 hosp_lv 01–14，诊所、药店可不填 not needed for a clinic or pharmacy')
    .requiredOption('--division <code>', '区划，6 位 division code, 6 digits')
    .requiredOption('--from <date>', '协议第一天 first day of the agreement')
    .option('--until <date>', '协议终止日（该日起无协议）first day without agreement')
    .option('--credit-code <code>', '统一社会信用代码，18 位 unified social credit code')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao institution add --code H33020000001 --name 示例医院 --kind hospital --level-code 02 --division 330200 --from 2023-01-01',
    )
    .action(add)
  return new Command('institution')
    .description('定点机构与接口密钥 institutions and their keys')
    .addCommand(addCommand)
    .addCommand(keyCommand())
    .addCommand(departmentsCommand())
    .addCommand(practitionersCommand())
    .addHelpText(
      'after',
      `\nColumns of a list of institutions: ${institutionColumns.map((column) => column.name).join(', ')}`,
    )
    .addHelpText('after', '\nExample:\n  ./yibao institution key revoke H33020000001 paas_0123456789ab')
}
