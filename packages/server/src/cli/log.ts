import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { checkSeals, sealLog } from '../flows/log-seal.ts'
import type { SealCheck, SealDesk } from '../flows/log-seal-ports.ts'
import { atConsole, operationOf } from '../flows/operation-log.ts'
import { idSource } from '../ids.ts'
import { sealDesk } from '../log-seals.ts'
import { operationLogStore } from '../store/operation-log-store.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { sealFaultLine } from '../text/seal-text.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, requireExisting, withDatabase } from './options.ts'

interface LogChoice extends DatabaseChoice {
  readonly json?: true
}

/** Works with the seals, and writes one row of the log about it. */
async function withSeals<T>(
  choice: LogChoice,
  action: string,
  work: (desk: SealDesk) => Promise<{ readonly told: T; readonly details: object }>,
): Promise<T> {
  await requireExisting(choice)
  const source = { now: systemClock.now, newId: idSource() }
  return await withDatabase(choice, async ({ pool }) => {
    const dataDir = dataDirOf(choice)
    const desk = await sealDesk({ pool, secretBox: await openSecretBox(dataDir), source, dataDir })
    const { told, details } = await work(desk)
    await operationLogStore(pool).note(operationOf(source, atConsole, { action, details }))
    return told
  })
}

const write = (choice: LogChoice, value: object, text: string): void =>
  void process.stdout.write(`${choice.json === true ? JSON.stringify(value) : text}\n`)

async function seal(choice: LogChoice): Promise<void> {
  const told = await withSeals(choice, 'log.seal', async (desk) => {
    const made = await sealLog(desk)
    const last = await desk.store.last()
    return { told: { made, last }, details: { seals: made?.length ?? 0 } }
  })
  if (told.made === null)
    throw new Error('此刻有人在写日志，请再试 the log is being written to or sealed by another: try again')
  const { made, last } = told
  const rows = made.reduce((sum, one) => sum + one.rows, 0)
  const head = last === null ? null : { number: last.number, through: last.through, hash: last.hash }
  const kept =
    head === null
      ? ''
      : `\n末封 last seal ${head.number}  ${head.hash}\n请另存此行，末尾被截时可据以发现 keep it elsewhere: it shows when an end is cut off`
  write(
    choice,
    { seals: made.length, rows, last: head },
    `已封存 sealed ${rows} 行 rows，${made.length} 封 seals${kept}`,
  )
}

const checkText = ({ seals, rows, faultCount, faults }: SealCheck): string =>
  [
    `已核对 checked ${seals} 封 seals，${rows} 行 rows`,
    ...faults.map(sealFaultLine),
    faultCount === 0
      ? '日志与封印一致 the log is what its seals say'
      : `${faultCount} 处不符 faults: the log is not what its seals say`,
  ].join('\n')

async function verify(choice: LogChoice): Promise<void> {
  const check = await withSeals(choice, 'log.verify', async (desk) => {
    const told = await checkSeals(desk, 'console')
    return { told, details: { seals: told.seals, rows: told.rows, faultCount: told.faultCount } }
  })
  write(choice, check, checkText(check))
  process.exitCode = check.faultCount === 0 ? 0 : 1
}

const one = (name: string, description: string, action: (choice: LogChoice) => Promise<void>): Command =>
  databaseOptions(new Command(name))
    .description(description)
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', `\nExample:\n  ./yibao log ${name} --data-dir ./.yibao`)
    .action(action)

export function logCommand(): Command {
  return new Command('log')
    .description('操作日志的封印 seals of the operation log; the log itself: ./yibao user log')
    .addCommand(
      one(
        'seal',
        '现在封存日志，平台运行时每 5 分钟自动封存 seal the log now; a running centre does it every five minutes',
        seal,
      ),
    )
    .addCommand(one('verify', '核对日志与封印 hold the log against its seals', verify))
    .addHelpText('after', '\nExample:\n  ./yibao log verify')
}
