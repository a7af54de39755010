import { basename } from 'node:path'
import { buildCatalog } from '@yibao/core/catalog'
import { dateOf } from '@yibao/core/kernel'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { mappingColumns, mappingFile } from '../files/mapping-file.ts'
import { checkMappings, type MappingReport } from '../flows/check-mappings.ts'
import { mappingFaultText } from '../national/words/mapping-words.ts'
import { mappingStore } from '../store/mapping-store.ts'
import { readCatalog } from '../store/registry-store.ts'
import { requireReadable } from './import.ts'
import { problemLine } from './import-output.ts'
import { requireInstitution } from './known-institution.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface CheckChoice extends DatabaseChoice {
  readonly provider: string
  readonly json?: true
}

function reportText(name: string, { rows, unreadable, faults }: MappingReport): string {
  const problems = unreadable.length + faults.length
  return [
    ...unreadable.map(problemLine),
    ...faults.map((fault) => `第 ${fault.row} 行 ${fault.localCode}：${mappingFaultText(fault)}`),
    problems === 0
      ? `${name}：${rows} 行均可对照，3301 每次最多 100 行 every row can be mapped, at most 100 in one 3301`
      : `${name}：${rows} 行，${problems} 处有误，请更正后再上传 rows; correct ${problems} problems before you send them`,
  ].join('\n')
}

async function check(file: string, choice: CheckChoice): Promise<void> {
  await requireReadable(file)
  await requireExisting(choice)
  await withDatabase(choice, async (database) => {
    await requireInstitution(database, choice.provider)
    const { pool } = database
    const [items, onFile] = await Promise.all([readCatalog(pool), mappingStore(pool).allOnFile(choice.provider)])
    const source = mappingFile(file, basename(file), dateOf(systemClock.now()))
    const report = await checkMappings(source, { catalog: buildCatalog(items), onFile })
    print(choice.json === true ? { file: basename(file), ...report } : reportText(basename(file), report))
    if (report.unreadable.length + report.faults.length > 0) process.exitCode = 1
  })
}

export function mappingCommand(): Command {
  const checkCommand = databaseOptions(new Command('check'))
    .description('逐行检查目录对照清单，不上传 check every row of a list of mappings, send nothing')
    .argument('<file>', '清单（CSV、TSV、XLSX） list, headed in Chinese or English')
    .requiredOption('--provider <code>', '机构编码 code of the institution')
    .option('--json', '结果以 JSON 输出 print the outcome as JSON')
    .addHelpText('after', `\nColumns: ${mappingColumns.map(({ name, chinese }) => `${chinese} ${name}`).join(', ')}`)
    .addHelpText('after', '\nExample:\n  ./yibao mapping check mappings.xlsx --provider H33020000001')
    .action(check)
  return new Command('mapping')
    .description('目录对照 local items and the catalogue items they stand for')
    .addCommand(checkCommand)
    .addHelpText('after', '\nExample:\n  ./yibao mapping check mappings.tsv --provider H33020000001')
}
