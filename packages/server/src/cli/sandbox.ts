import { Command } from 'commander'
import { describeSandbox } from '../../sandbox/describe.ts'
import { sandboxText } from '../../sandbox/describe-text.ts'
import { sandboxDivision } from '../../sandbox/institutions.ts'
import { systemClock } from '../clock.ts'
import { loadPacks, policyFolder } from '../files/shipped.ts'
import { openSecretBox } from '../store/secret-box.ts'
import type { Language } from '../text/words.ts'
import { languageOption } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface SandboxOptions extends DatabaseChoice {
  readonly centre: string
  readonly json?: true
  readonly lang: Language
}

async function sandbox(options: SandboxOptions): Promise<void> {
  // Whoever asks for the sandbox means it, with or without the option.
  const choice = { ...options, sandbox: true as const }
  await requireExisting(choice)
  const pack = (await loadPacks(policyFolder)).find(({ division }) => division === sandboxDivision)
  if (pack === undefined) {
    throw new Error(
      `${policyFolder} 中没有统筹区 ${sandboxDivision}，请恢复 has no region ${sandboxDivision}: put it back`,
    )
  }
  const described = await withDatabase(
    choice,
    async ({ pool }) => {
      const box = await openSecretBox(dataDirOf(choice))
      const centre = options.centre.replace(/\/+$/, '')
      return describeSandbox({ pool, box, pack, centre, now: systemClock.now() })
    },
    { readOnly: true },
  )
  print(options.json === true ? described : sandboxText(described, pack, options.lang))
}

export function sandboxCommand(): Command {
  return databaseOptions(new Command('sandbox'))
    .description(
      '列出沙箱的机构、密钥、人员、项目、待遇参数 print the institutions, keys, people, items, plans of the sandbox',
    )
    .option('--centre <url>', '平台地址 address of the running centre, for the examples', 'http://127.0.0.1:8080')
    .option('--json', '结果以 JSON 输出 print as one JSON object')
    .addOption(languageOption())
    .addHelpText('after', '\nIt is filled by: ./yibao serve --sandbox')
    .addHelpText('after', '\nExample:\n  ./yibao sandbox --json > sandbox.json')
    .action(sandbox)
}
