import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { playExample } from '../../sim/casework/example.ts'
import { openDatabase } from '../store/database.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { verifyText } from './verify.ts'

interface ExampleChoice {
  readonly out?: string
}

const quiet = (): void => undefined

async function example({ out }: ExampleChoice): Promise<void> {
  if (out !== undefined) await requireNewFile(out)
  const dataDir = await mkdtemp(join(tmpdir(), 'yibao-case-'))
  const lines: string[] = []
  const say = (line: string): void => {
    lines.push(line)
    process.stdout.write(`${line}\n`)
  }
  try {
    note('正在建立临时数据库 a scratch database, gone afterwards …')
    const database = await openDatabase({ dataDir, log: quiet })
    try {
      const report = await playExample({ database, box: await openSecretBox(dataDir), say, log: note })
      say('\n五、核对 verify')
      say(verifyText(report))
      process.exitCode = report.ok ? 0 : 1
    } finally {
      await database.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
  if (out !== undefined) await writeFile(out, `${lines.join('\n')}\n`, { flag: 'wx' })
}

/** `case example`. */
export function caseExampleCommand(): Command {
  return new Command('example')
    .description(
      '演示：一件重复收费、一件分解住院，从命中到追回，含分录 two items from hit to recovered money, on a scratch database',
    )
    .option('--out <file>', '另存为文件 keep the transcript')
    .addHelpText('after', '\nExample:\n  ./yibao case example --out transcript.txt')
    .action(example)
}
