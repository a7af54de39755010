import { writeFile } from 'node:fs/promises'
import { addDays, fen, type IsoDate, yuan } from '@yibao/core/kernel'
import { Command } from 'commander'
import { findingsWorkbook } from '../files/audit-runs-xlsx.ts'
import type { FindingFilter } from '../flows/audit-findings.ts'
import { findFindings } from '../store/audit-finding-store.ts'
import { tableLines } from '../text/table-text.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { showFinding, verifyFindingsOnFile } from './audit-finding.ts'
import { momentWords, severityWords, told } from './audit-told.ts'
import { requireNewFile } from './new-file.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface ListChoice extends DatabaseChoice {
  readonly rule?: string
  readonly institution?: string
  readonly person?: string
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly limit: number
  readonly xlsx?: string
  readonly json?: true
}

function filterOf({ rule, institution, person, from, to }: ListChoice): FindingFilter {
  return {
    rule: rule ?? null,
    providerCode: institution ?? null,
    insuredId: person ?? null,
    from: from ?? null,
    until: to === undefined ? null : addDays(to, 1),
  }
}

const left = (title: string) => ({ title, side: 'left' }) as const

async function list(choice: ListChoice): Promise<void> {
  if (choice.xlsx !== undefined) await requireNewFile(choice.xlsx)
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const page = { after: null, limit: choice.limit }
      const both = [
        ...(await findFindings(pool, 'person', filterOf(choice), page)),
        ...(await findFindings(pool, 'group', filterOf(choice), page)),
      ]
      const latest = both.sort((one, other) => (one.foundOn > other.foundOn ? -1 : 1)).slice(0, choice.limit)
      const findings = await told(pool, latest)
      if (choice.xlsx !== undefined) await writeFile(choice.xlsx, await findingsWorkbook(findings), { flag: 'wx' })
      if (choice.json === true) return print({ findings })
      if (findings.length === 0) return print('没有发现 no finding')
      const heads = [
        '编号 id',
        '日期 day',
        '环节 moment',
        '规则 rule',
        '程度 severity',
        '机构 institution',
        '人员 person',
        '涉及 at stake',
        '已扣 deducted',
        '说明 says',
      ]
      const rows = findings.map((one) => [
        one.findingId.slice(0, 12),
        one.foundOn,
        momentWords[one.moment],
        one.rule,
        severityWords[one.severity],
        one.providerCode ?? '',
        one.person,
        yuan(fen(one.stake)),
        yuan(fen(one.deducted)),
        one.says.zh,
      ])
      print(tableLines(heads.map(left), rows).join('\n'))
    },
    { readOnly: true },
  )
}

/** `yibao audit findings`. */
export function auditFindingsCommand(): Command {
  const shows = databaseOptions(new Command('show'))
    .description(
      '一条发现的事实、知识点与依据，并重新计算 facts, point and clause of one finding, and computes it again',
    )
    .argument('<finding>', '编号开头 the beginning of its number')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit findings show 5d41402abc4b')
    .action(showFinding)
  const verifies = databaseOptions(new Command('verify'))
    .description(
      '核对发现：与内容及规则版本相符，并重新计算 findings are what their content and release say; computes them again',
    )
    .option('--sample <count>', '只抽查这么多条 only so many, drawn by lot (default: all)', countArgument)
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao audit findings verify --sample 1000')
    .action(verifyFindingsOnFile)
  const lists = databaseOptions(new Command('list'))
    .description('列出发现 findings, the latest first')
    .option('--rule <code>', '规则 only of this rule')
    .option('--institution <code>', '机构 only of this institution')
    .option('--person <number>', '人员编号 only of this person')
    .option('--from <date>', '首日 first day', dateArgument)
    .option('--to <date>', '末日（含） last day, included', dateArgument)
    .option('--limit <count>', '最多条数 at most', countArgument, 50)
    .option('--xlsx <file>', '另存为 Excel write them as a workbook too')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao audit findings list --rule M-C02 --from 2025-03-01 --xlsx findings.xlsx',
    )
    .action(list)
  return new Command('findings')
    .description('审核发现 findings on file: list them, show one with all it stood on')
    .addCommand(lists, { isDefault: true })
    .addCommand(shows)
    .addCommand(verifies)
}
