import type { CreditOrder, Responsibility } from '@yibao/core/credit'
import { dateOf, type IsoDate, type Result } from '@yibao/core/kernel'
import { everywhere, reachesAnything, reachOf } from '@yibao/core/office'
import { Command, Option } from 'commander'
import type pg from 'pg'
import { creditDesk, shippedCreditRules } from '../credit-desk.ts'
import { actOnCredit, creditOf } from '../flows/credit-archive.ts'
import type { CreditActor, CreditDesk, CreditFlowRefusal, CreditSubject } from '../flows/credit-archive-ports.ts'
import { atConsole } from '../flows/operation-log.ts'
import { userStore } from '../store/user-store.ts'
import { creditLines, creditRefusalText } from '../text/credit-text.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { type CaseChoice, caseOptions, caseSource, noRight, noSuchUser } from './case-options.ts'
import { requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

function granted<T>(outcome: Result<T, CreditFlowRefusal>): T {
  if (outcome.ok) return outcome.value
  throw new Error(creditRefusalText(outcome.error))
}

async function atCredit<T>(
  choice: CaseChoice,
  work: (desk: CreditDesk, pool: pg.Pool) => Promise<T>,
  readOnly = false,
): Promise<T> {
  await requireExisting(choice)
  const rules = await shippedCreditRules()
  return await withDatabase(choice, ({ pool }) => work(creditDesk(pool, caseSource, rules), pool), { readOnly })
}

const beyondReach = (): Promise<void> => Promise.resolve()

/** @throws Error when the account has not the right */
async function inNameOf(pool: pg.Pool, userId: string): Promise<CreditActor> {
  const user = await userStore(pool).find(userId)
  if (user === null || user.disabledAt !== null || user.held) throw noSuchUser(userId)
  const reach = reachOf(user, 'credit.record')
  if (!reachesAnything(reach)) throw noRight(userId, 'credit.record')
  return { reach, beyondReach, actor: atConsole, userId }
}

interface SubjectChoice extends CaseChoice {
  readonly on?: IsoDate
}

async function show(kind: CreditSubject['kind'], subject: string, options: SubjectChoice): Promise<void> {
  const asker = { reach: everywhere, beyondReach }
  const look = (desk: CreditDesk) => creditOf(desk, asker, { kind, subject }, options.on ?? dateOf(desk.now()))
  const archive = granted(await atCredit(options, look, true))
  if (options.json === true) {
    print(archive)
    return
  }
  for (const line of creditLines(archive.standing)) print(line)
}

interface DeedChoice extends CaseChoice {
  readonly user: string
  readonly reason: string
  readonly breach?: string
  readonly responsibility: Responsibility
  readonly matter?: string
  readonly record?: number
  readonly points?: number
  readonly repair?: string
}

/** @throws Error that says which option is missing */
function orderOf(deed: CreditOrder['kind'], options: DeedChoice): CreditOrder {
  const { breach, responsibility, matter: matterId, record: refers, points, repair } = options
  const missing = (names: string): never => {
    throw new Error(`${deed}：请写 write ${names}`)
  }
  if (deed === 'record') {
    if (breach === undefined || matterId === undefined) return missing('--breach --matter')
    return { kind: 'record', breach, responsibility, matterId, ...(points === undefined ? {} : { points }) }
  }
  if (refers === undefined) return missing('--record')
  if (deed === 'appeal') return { kind: 'appeal', refers }
  if (deed === 'resolve') return points === undefined ? missing('--points') : { kind: 'resolve', refers, points }
  return repair === undefined ? missing('--repair') : { kind: 'repair', refers, repair }
}

async function enter(
  deed: CreditOrder['kind'],
  kind: CreditSubject['kind'],
  subject: string,
  options: DeedChoice,
): Promise<void> {
  const order = orderOf(deed, options)
  const archive = await atCredit(options, async (desk, pool) =>
    granted(
      await actOnCredit(desk, await inNameOf(pool, options.user), {
        of: { kind, subject },
        order,
        reason: options.reason,
      }),
    ),
  )
  if (options.json === true) {
    print(archive)
    return
  }
  for (const line of creditLines(archive.standing)) print(line)
}

const kinds = ['institution', 'doctor', 'person'] as const
const pointsArgument = (text: string): number => (text === '0' ? 0 : countArgument(text))

/** `case credit show|enter`. */
export function caseCreditCommand(): Command {
  const subject = (command: Command): Command =>
    caseOptions(command)
      .argument('<kind>', kinds.join(', '))
      .argument('<subject>', '机构、医师编码或人员编号 code of the institution or doctor, number of the person')
  const showCommand = subject(new Command('show'))
    .description('信用档案：某日得分、每一分的由来 an archive on a day, and how each point arose')
    .option('--on <day>', '日期 on which day (default: today)', dateArgument)
    .addHelpText('after', '\nExample:\n  ./yibao case credit show institution H33020000001')
    .action(show)
  const enterCommand = caseOptions(new Command('enter'))
    .description('记分、申诉、申诉处理、修复 record points, an appeal, its outcome, a repair')
    .argument('<deed>', 'record, appeal, resolve, repair')
    .argument('<kind>', kinds.join(', '))
    .argument('<subject>', '机构、医师编码或人员编号 code or number')
    .requiredOption('--user <user>', '以谁的名义 in whose name')
    .requiredOption('--reason <text>', '理由 why')
    .option('--matter <number>', '已生效的事项 the matter that was decided')
    .option('--breach <code>', '记分事由 what points are taken for')
    .addOption(
      new Option('--responsibility <degree>', '责任程度 degree')
        .choices(['general', 'important', 'main'])
        .default('main'),
    )
    .option('--points <number>', '分数，须在档内 points within the band', pointsArgument)
    .option('--record <number>', '针对第几条 which record it is about', countArgument)
    .option('--repair <code>', '修复事由 what gives points back')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao case credit enter record institution H33020000001 --user qian --reason 重复收费 --matter 174096000000000001A1B2C3D4 --breach duplicate-charge',
    )
    .action(enter)
  return new Command('credit')
    .description('信用记分 credit archives of institutions, doctors and persons')
    .addCommand(showCommand)
    .addCommand(enterCommand)
}
