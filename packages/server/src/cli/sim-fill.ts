import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { fillSettlements } from '../../sim/fill/fill.ts'
import { openDatabase } from '../store/database.ts'
import { purposeOf } from '../store/database-purpose.ts'
import { countArgument } from './arguments.ts'
import { demoDataDir, demoMark } from './demo-folder.ts'
import { note } from './options.ts'
import { progressLine } from './progress.ts'

interface FillChoice {
  readonly settlements: number
  readonly dataDir: string
  readonly json?: true
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function fill({ settlements, dataDir, json }: FillChoice): Promise<void> {
  const isDemo = await isThere(join(dataDir, demoMark))
  const database = await openDatabase({ dataDir, log: () => undefined })
  try {
    // Nothing of this is true of anybody, so it comes only where nobody is real.
    if (!isDemo && (await purposeOf(database.pool)) !== 'sandbox') {
      throw new Error(
        `${dataDir} 不是演示或沙箱数据库，不能填充 is no database of a demo or sandbox; generated people come into no other.\n请先运行 First run: ./yibao demo --exit`,
      )
    }
    const report = await fillSettlements(database, settlements, progressLine('填充 filling'))
    const { seconds, databaseBytes, people, templates, rowsWritten } = report
    if (json === true) process.stdout.write(`${JSON.stringify(report)}\n`)
    else {
      process.stdout.write(
        `结算 settlements ${report.settlements}；新增人员 people added ${people}（样本 copied from ${templates}）；写入 rows ${rowsWritten}；${seconds.toFixed(1)} s；库 database ${(databaseBytes / 1e9).toFixed(2)} GB\n`,
      )
    }
    note(`核对 verify: ./yibao verify --data-dir ${dataDir}`)
  } finally {
    await database.close()
  }
}

export function fillCommand(): Command {
  return new Command('fill')
    .description(
      '把演示或沙箱库填充到若干笔结算 fill the database of a demo or sandbox with generated people until so many settlements are on file',
    )
    .requiredOption('--settlements <number>', '结算笔数 settlements on file afterwards', countArgument)
    .option('--data-dir <folder>', '数据目录 data folder of the demo', demoDataDir)
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao demo --exit && ./yibao sim fill --settlements 100000')
    .action(fill)
}
