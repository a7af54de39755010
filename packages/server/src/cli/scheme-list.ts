import { Command } from 'commander'
import { listSchemes } from '../store/scheme-store.ts'
import { type DatabaseChoice, databaseOptions, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

async function list(choice: DatabaseChoice & { readonly json?: true }): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const schemes = await listSchemes(pool)
      if (choice.json === true) {
        print(schemes)
        return
      }
      if (schemes.kept.length === 0) {
        print('尚无分组方案 no grouping scheme yet：./yibao import scheme policy/drg/starter')
        return
      }
      for (const { digest, scheme, title, keptSince } of schemes.kept) {
        print(`${digest.slice(0, 12)}  ${scheme}  ${title}  （入库 kept ${keptSince}）`)
        for (const { division, insurance, range } of schemes.inForce.filter((one) => one.digest === digest)) {
          print(`  启用 in force ${division} ${insurance}  ${range.from} … ${range.until ?? '（长期 open）'}`)
        }
      }
    },
    { readOnly: true },
  )
}

export function schemeListCommand(): Command {
  return databaseOptions(new Command('list'))
    .description('库中的分组方案与启用情况 schemes on file, and where they are in force')
    .option('--json', '以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao scheme list')
    .action(list)
}
