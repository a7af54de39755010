import { randomBytes } from 'node:crypto'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { type InstitutionColumn, institutionColumns, readInstitution } from '../files/institutions-file.ts'
import { deskFor } from '../files/row-checks.ts'
import type { WriteCounts } from '../flows/import-ports.ts'
import type { Database } from '../store/database.ts'
import { importStore } from '../store/import-store.ts'
import { institutionName, revokeKey } from '../store/institution-store.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, withDatabase } from './options.ts'

interface AddChoice extends DatabaseChoice {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly levelCode?: string
  readonly division: string
  readonly from: string
  readonly until?: string
}

interface KeyChoice extends DatabaseChoice {
  readonly revoke?: string
  readonly json?: true
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
}

/** What writing one row came to. */
export function doneText({ added, changed }: WriteCounts): string {
  return added > 0 ? '已登记 added' : changed > 0 ? '已变更 changed' : '未变 unchanged'
}

/** @throws Error when no institution has this code */
export async function requireInstitution(database: Database, code: string): Promise<string> {
  const name = await institutionName(database.pool, code)
  if (name !== null) return name
  throw new Error(
    `没有编码为 ${code} 的机构。请先登记：./yibao institution add --help (no institution has this code: add it first)`,
  )
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

async function key(code: string, choice: KeyChoice): Promise<void> {
  await withDatabase(choice, async (database) => {
    const name = await requireInstitution(database, code)
    if (choice.revoke === undefined) await issue(database, code, name, choice)
    else await revoke(database, code, choice.revoke)
  })
}

async function issue(database: Database, providerCode: string, name: string, choice: KeyChoice): Promise<void> {
  const box = await openSecretBox(dataDirOf(choice))
  const account = `paas_${randomBytes(6).toString('hex')}`
  const secret = randomBytes(32).toString('hex')
  const createdAt = systemClock.now()
  const sealed = { account, providerCode, sealedSecret: box.seal(secret), createdAt }
  await importStore(database.pool).inTransaction(true, (writers) => writers.writeProviderKeys([sealed]))
  if (choice.json === true) {
    process.stdout.write(`${JSON.stringify({ providerCode, account, secret })}\n`)
    return
  }
  process.stdout.write(
    [
      `${providerCode} ${name}`,
      `账号 account  ${account}`,
      `密钥 secret   ${secret}`,
      '密钥只显示这一次，请妥善保存 The secret is shown only this once: keep it safe.',
      '',
    ].join('\n'),
  )
}

async function revoke(database: Database, code: string, account: string): Promise<void> {
  if (await revokeKey(database.pool, code, account, systemClock.now())) {
    process.stdout.write(`${account}：已作废 revoked\n`)
    return
  }
  throw new Error(`${code} 没有有效账号 ${account} (this institution has no such account in force)`)
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
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao institution add --code H33020000001 --name 示例医院 --kind hospital --level-code 02 --division 330200 --from 2023-01-01',
    )
    .action(add)
  const keyCommand = databaseOptions(new Command('key'))
    .description('签发接口账号与密钥，或作废一个账号 issue an account with its secret, or revoke one')
    .argument('<code>', '机构编码 code of the institution')
    .option('--revoke <account>', '作废此账号，不签发新的 revoke this account; nothing is issued')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao institution key H33020000001')
    .action(key)
  return new Command('institution')
    .description('定点机构与接口密钥 institutions and their keys')
    .addCommand(addCommand)
    .addCommand(keyCommand)
    .addHelpText(
      'after',
      `\nColumns of a list of institutions: ${institutionColumns.map((column) => column.name).join(', ')}`,
    )
    .addHelpText('after', '\nExample:\n  ./yibao institution key H33020000001 --revoke paas_0123456789ab')
}
