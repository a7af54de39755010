import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import { Command } from 'commander'
import { releaseFor } from '../files/audit-folder.ts'
import { keepAuditRelease, type TakenUp, useAuditRelease } from '../flows/audit-releases.ts'
import { atConsole } from '../flows/operation-log.ts'
import { auditReleaseStore, auditsInForce, findAuditDigest, listAuditReleases } from '../store/audit-release-store.ts'
import { tableLines } from '../text/table-text.ts'
import { dateArgument } from './arguments.ts'
import { soundAudit } from './audit-folder.ts'
import { auditSource, divisionArgument } from './audit-source.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface ImportChoice extends DatabaseChoice {
  readonly division: DivisionCode
  readonly from?: IsoDate
  readonly dryRun?: true
  readonly json?: true
}

const keptWords = { added: '已入库 kept', unchanged: '库中已有 on file already' } as const
const takenWords: Readonly<Record<TakenUp, string>> = {
  added: '已启用 in force',
  replaced: '已替换当日启用的版本 in force instead of the one of that day',
  same: '已在启用，未变 in force already',
}

async function importRelease(folder: string | undefined, choice: ImportChoice): Promise<void> {
  const { division, from, json } = choice
  const dryRun = choice.dryRun === true
  const release = releaseFor(await soundAudit(folder), division, from ?? null)
  const { digest, rules, tables } = release
  await withDatabase(choice, async ({ pool }) => {
    const scope = from === undefined ? null : { division, from }
    const order = { release, scope, actor: atConsole }
    const { kept, inForce } = await keepAuditRelease(auditReleaseStore(pool), auditSource, order, dryRun)
    if (json === true) return print({ digest, rules: rules.length, tables: tables.size, kept, inForce, scope, dryRun })
    const trial = dryRun ? '（试运行，未写入 dry run: nothing was written）' : ''
    print(
      `${digest.slice(0, 12)} ${rules.length} 条规则 rules，${tables.size} 张知识表 tables：${keptWords[kept]}${trial}`,
    )
    if (inForce !== null) print(`${division} 自 from ${from}：${takenWords[inForce]}${trial}`)
  })
}

interface UseChoice extends DatabaseChoice {
  readonly division: DivisionCode
  readonly from: IsoDate
  readonly json?: true
}

async function useRelease(named: string, choice: UseChoice): Promise<void> {
  await requireExisting(choice)
  const { division, from } = choice
  await withDatabase(choice, async ({ pool }) => {
    const digest = named === 'none' ? null : await findAuditDigest(pool, named)
    const taken = await useAuditRelease(auditReleaseStore(pool), auditSource, { division, from, digest }, atConsole)
    if (!taken.ok) throw new Error(`${named}：库中没有此版本 no such release on file; see ./yibao audit release list`)
    if (choice.json === true) return print({ division, from, digest, inForce: taken.value })
    print(`${division} 自 from ${from} ${digest?.slice(0, 12) ?? '不审核 none'}：${takenWords[taken.value]}`)
  })
}

const left = (title: string) => ({ title, side: 'left' }) as const

async function listReleases(choice: DatabaseChoice & { readonly json?: true }): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const [kept, inForce] = [await listAuditReleases(pool), await auditsInForce(pool)]
      if (choice.json === true) return print({ kept, inForce })
      if (kept.length === 0) {
        return print(
          '没有规则版本 no release on file: ./yibao audit release import --division 330200 --from 2025-01-01',
        )
      }
      const keptRows = kept.map(({ digest, rules, tables, points, keptSince }) => [
        digest.slice(0, 12),
        String(rules),
        String(tables),
        String(points),
        keptSince,
      ])
      const heads = ['摘要 digest', '规则 rules', '知识表 tables', '知识点项目 items with points', '入库 kept since']
      const forceRows = inForce.map(({ division, from, digest }) => [division, from, digest?.slice(0, 12) ?? '无 none'])
      const forceHeads = ['统筹区 division', '自 from', '摘要 digest']
      const inUse =
        forceRows.length === 0 ? ['没有启用的版本 none is in force'] : tableLines(forceHeads.map(left), forceRows)
      print([...tableLines(heads.map(left), keptRows), '', ...inUse].join('\n'))
    },
    { readOnly: true },
  )
}

/** `yibao audit release`. */
export function auditReleaseCommand(): Command {
  const importing = databaseOptions(new Command('import'))
    .description('规则与知识表入库并可启用 keep rules and tables as a release, and put it in force')
    .argument('[folder]', '规则目录 folder of rules (default: the rules that ship)')
    .requiredOption('--division <code>', '统筹区，取其参数 the region whose overrides it takes', divisionArgument)
    .option('--from <date>', '自此结算日启用 in force from this day of settlement', dateArgument)
    .option('--dry-run', '试运行，不写入 check, write nothing')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit release import --division 330200 --from 2025-01-01')
    .action(importRelease)
  const use = databaseOptions(new Command('use'))
    .description('改用库中另一版本，或停用 let another release on file govern from a day on, or none')
    .argument('<release>', '摘要开头，或 none the beginning of its digest, or none')
    .requiredOption('--division <code>', '统筹区 region', divisionArgument)
    .requiredOption('--from <date>', '自此结算日 from this day of settlement', dateArgument)
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit release use 1f3a9c --division 330200 --from 2025-07-01')
    .action(useRelease)
  const list = databaseOptions(new Command('list'))
    .description('库中的规则版本与启用情况 releases on file, and where they are in force')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit release list')
    .action(listReleases)
  return new Command('release')
    .description('规则版本 releases of rules and knowledge: keep, put in force, list')
    .addCommand(importing)
    .addCommand(use)
    .addCommand(list)
}
