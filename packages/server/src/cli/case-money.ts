import { type Fen, type IsoDate, ppm, yuan, zeroFen } from '@yibao/core/kernel'
import { Command, InvalidArgumentError } from 'commander'
import { drawForRecheck } from '../flows/casework-assign.ts'
import { declareInterest, endInterest } from '../flows/casework-conflicts.ts'
import { dailyCasework } from '../flows/casework-daily.ts'
import { takeFindings } from '../flows/casework-intake.ts'
import { atConsole } from '../flows/operation-log.ts'
import { caseworkRefusalText } from '../text/casework-refusal.ts'
import { dailyLine, entryLines, intakeTable, moneyLine, reminderLine } from '../text/casework-text.ts'
import { amountArgument, countArgument, dateArgument } from './arguments.ts'
import { atCasework, atTheMachine, type CaseChoice, caseOptions, granted, inNameOf } from './case-options.ts'
import { note } from './options.ts'
import { print } from './output.ts'

interface IntakeChoice extends CaseChoice {
  readonly from: IsoDate
  readonly until: IsoDate
  readonly rule?: string
  readonly limit: number
  readonly atLeast?: Fen
}

async function intake(options: IntakeChoice): Promise<void> {
  const { from, until, rule = null, limit, atLeast } = options
  const asked = { from, until, rule, limit, ...(atLeast === undefined ? {} : { atLeast }) }
  const done = granted(await atCasework(options, (desk) => takeFindings(desk, atConsole, asked)))
  if (options.json === true) return print(done)
  const { small, beyond, isMore } = done
  if (done.opened.length > 0) for (const line of intakeTable(done.opened)) print(line)
  note(`受理 opened ${done.opened.length} 件，涉及 at stake ${yuan(done.stake)}`)
  if (small > 0) note(`未受理 not taken ${small} 件：低于 below --at-least ${yuan(atLeast ?? zeroFen)}`)
  if (beyond > 0) note(`未受理 not taken ${isMore ? '至少 at least ' : ''}${beyond} 件：超出 beyond --limit ${limit}`)
  note(
    '已受理过的、结算已撤销的、结算时已全额扣除的不在其列 what is on file, undone, or was taken out whole is not counted',
  )
  if (done.opened.length > 0) note('逐件 one by one: ./yibao case list --state open')
}

async function remind(options: CaseChoice): Promise<void> {
  const { lapsed, settled, turned, reminders } = await atCasework(options, (desk) => dailyCasework(desk, atConsole))
  if (options.json === true) return print({ lapsed, settled, turned, reminders })
  for (const one of [...lapsed, ...settled, ...turned]) print(dailyLine(one))
  for (const one of reminders) print(reminderLine(one))
  note(
    `期满 terms ended ${lapsed.length}，到账 settled ${settled.length}，结算撤销或恢复 bills undone or restored ${turned.length}，提醒 reminded ${reminders.length}`,
  )
  if (turned.length > 0)
    note('逐件核对，撤销的请领导重新办理 open those again whose bill was undone: ./yibao case list --bill-undone')
}

async function money(matterId: string, options: CaseChoice): Promise<void> {
  const found = await atCasework(
    options,
    async (desk) => {
      const rows = await desk.matters.money(matterId)
      const entries = []
      for (const { providerCode, entryId } of rows) {
        const entry = entryId === null ? null : await desk.matters.entry(providerCode, entryId)
        if (entry !== null) entries.push(entry)
      }
      return { rows, entries }
    },
    true,
  )
  if (options.json === true) return print({ money: found.rows, entries: found.entries })
  for (const row of found.rows) print(moneyLine(row))
  for (const line of found.entries.flatMap(({ entry }) => entryLines(entry))) print(line)
}

interface ConflictChoice extends CaseChoice {
  readonly user?: string
  readonly institution?: string
  readonly reason?: string
  readonly end?: true
}

async function conflict(options: ConflictChoice): Promise<void> {
  const { user: userId, institution: providerCode, reason, end } = options
  if (userId === undefined && providerCode === undefined) {
    const found = await atCasework(options, (desk) => desk.matters.conflicts(), true)
    if (options.json === true) return print({ conflicts: found })
    for (const one of found)
      print(`${one.userId}  ${one.providerCode}  ${one.declaredAt}  ${one.declaredBy}  ${one.reason}`)
    return note(`${found.length} 项回避 conflicts of interest`)
  }
  if (userId === undefined || providerCode === undefined || reason === undefined) {
    throw new Error('请写全 write all of: --user --institution --reason')
  }
  const interest = { userId, providerCode, reason }
  const done = await atCasework(options, (desk) =>
    (end === true ? endInterest : declareInterest)(desk, atTheMachine, interest),
  )
  if (!done) throw new Error(end === true ? '没有此项回避 no such conflict stands' : '已有此项回避 it stands already')
  print(
    options.json === true
      ? { ...interest, ended: end === true }
      : `${userId} ${end === true ? '解除回避' : '回避'} ${providerCode}`,
  )
}

interface DrawChoice extends CaseChoice {
  readonly user: string
  readonly share: number
  readonly seed: string
}

async function draw(options: DrawChoice): Promise<void> {
  const { user, share, seed } = options
  const drawn = await atCasework(options, async (desk) =>
    drawForRecheck(desk, await inNameOf(desk, user), { share: ppm(share * 10_000), seed }),
  )
  if (options.json === true) return print(drawn)
  for (const matterId of drawn.drawn) {
    const refused = drawn.refused.find((one) => one.matterId === matterId)
    print(`${matterId}${refused === undefined ? '' : `  ✗ ${caseworkRefusalText(refused.refusal)}`}`)
  }
  note(`${drawn.of} 件中抽 ${drawn.drawn.length} 件 drawn，种子 seed ${seed}`)
}

function percentArgument(text: string): number {
  if (/^(100|[1-9]\d?)$/.test(text)) return Number(text)
  throw new InvalidArgumentError('写 1 到 100 write 1 to 100')
}

/** `case intake`, `case remind`, `case money`, `case conflict`, `case draw`. */
export function caseMoneyCommands(): readonly Command[] {
  const intakeCommand = caseOptions(new Command('intake'))
    .description('把审核发现受理为疑点；同一发现只受理一次 take audit findings in as review items, each once')
    .requiredOption('--from <day>', '发现日期起 first day', dateArgument)
    .requiredOption('--until <day>', '不含 the first day that is too late', dateArgument)
    .option('--rule <code>', '只取此规则 only this rule')
    .option('--limit <number>', '最多 at most, the largest first', countArgument, 10_000)
    .option('--at-least <yuan>', '涉及金额不低于 only what has so much at stake', amountArgument)
    .addHelpText('after', '\nExample:\n  ./yibao case intake --from 2026-03-01 --until 2026-04-01 --at-least 100')
    .action(intake)
  const remindCommand = caseOptions(new Command('remind'))
    .description(
      '每日事项：期满推进、结算单到账、提醒 the daily round: terms end, statements settle, who has a limit is told',
    )
    .addHelpText('after', '\nExample:\n  ./yibao case remind')
    .action(remind)
  const moneyCommand = caseOptions(new Command('money'))
    .description('钱款与分录 the money of a matter with its ledger entries')
    .argument('<matter>', '事项编号 number of the matter')
    .addHelpText('after', '\nExample:\n  ./yibao case money 174096000000000001A1B2C3D4')
    .action(money)
  const conflictCommand = caseOptions(new Command('conflict'))
    .description('回避：登记、解除、列出 conflicts of interest: declare, end, list')
    .option('--user <user>', '谁 who')
    .option('--institution <code>', '与哪个机构 which institution')
    .option('--reason <text>', '理由 why')
    .option('--end', '解除 end it')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao case conflict --user li.si --institution H33020000001 --reason 亲属任职',
    )
    .action(conflict)
  const drawCommand = caseOptions(new Command('draw'))
    .description('从初审排除的疑点中随机抽查 draw cleared items for a second look')
    .requiredOption('--user <user>', '以谁的名义 in whose name')
    .option('--share <percent>', '比例 percent', percentArgument, 10)
    .requiredOption('--seed <text>', '种子，记入日志，可重抽核对 the seed; it is logged so that anybody can draw again')
    .addHelpText('after', '\nExample:\n  ./yibao case draw --user qian --share 10 --seed 2026-11-22')
    .action(draw)
  return [intakeCommand, remindCommand, moneyCommand, conflictCommand, drawCommand]
}
