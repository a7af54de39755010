import { userInfo } from 'node:os'
import { officeErrors } from '@yibao/contract/rest'
import { type LocalDateTime, parseLocalDateTime, type Result } from '@yibao/core/kernel'
import { momentOf, roles, secondsOf, sessionTerms } from '@yibao/core/office'
import { Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import { type Actor, atConsole, everyOperation, findOperations, operationPageLimit } from '../flows/operation-log.ts'
import { endSession } from '../flows/sessions.ts'
import type { SignInDesk } from '../flows/sessions-sign-in.ts'
import {
  addUser,
  disableUser,
  enableUser,
  grantTo,
  listUsers,
  resetPassword,
  revokeFrom,
  unlockUser,
  userPageLimit,
  type WithFirstPassword,
} from '../flows/users.ts'
import type { Account } from '../flows/users-ports.ts'
import { idSource } from '../ids.ts'
import { officeDesk } from '../office-desk.ts'
import { operationTable, sessionTable, userTable } from '../text/office-text.ts'
import type { Language } from '../text/words.ts'
import { countArgument, languageOption } from './arguments.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'
import { type GrantChoice, grantOf } from './user-grant.ts'

interface Shown extends DatabaseChoice {
  readonly json?: true
  readonly lang: Language
}

/** Who sits at the machine, as the machine knows him; the log's actor is `console`. */
const here: Actor = { ...atConsole, from: { address: `console ${userInfo().username}`, agent: '' } }

async function atDesk<T>(options: Shown, work: (desk: SignInDesk) => Promise<T>, readOnly = false): Promise<T> {
  await requireExisting(options)
  const source = { now: systemClock.now, newId: idSource() }
  return await withDatabase(options, ({ pool }) => work(officeDesk(pool, source)), { readOnly })
}

const words = new Map<string, (typeof officeErrors)[keyof typeof officeErrors]>(
  Object.values(officeErrors).map((error) => [error.code, error]),
)

/** @throws Error with the words and the cure of the refusal */
function require<T>(outcome: Result<T, { readonly code: string }>): T {
  if (outcome.ok) return outcome.value
  const { code } = outcome.error
  const told = words.get(code)
  if (told === undefined) throw new Error(code)
  const { message, cure } = told
  throw new Error(`${message.zh}：${cure.zh}\n       ${message.en}: ${cure.en} (${code})`)
}

const shownUser = (account: Account) => ({
  ...account,
  locked: account.lockedUntil > secondsOf(systemClock.now()),
  lockedUntil: account.lockedUntil > 0 ? momentOf(account.lockedUntil) : null,
})

function printUser(account: Account, options: Shown): void {
  const user = shownUser(account)
  print(options.json === true ? { user } : userTable([user], options.lang).join('\n'))
}

function printPassword({ account, firstPassword }: WithFirstPassword, options: Shown): void {
  const user = shownUser(account)
  const lines = [
    ...userTable([user], options.lang),
    '',
    `初始口令 first password  ${firstPassword}`,
    '只显示这一次；首次登录时须更换，7 天内有效 It is shown only this once, must be changed at the first sign-in, and lasts a week.',
  ]
  print(options.json === true ? { user, firstPassword } : lines.join('\n'))
}

interface AddOptions extends Shown, GrantChoice {
  readonly name: string
  readonly staff: string
}

const lineOf = (most: number) => (text: string) => {
  const line = text.trim()
  if (line !== '' && [...line].length <= most && line.isWellFormed() && !/\p{Cc}/u.test(line)) return line
  throw new InvalidArgumentError(`请写 1 至 ${most} 字 write 1 to ${most} characters`)
}

function userIdArgument(text: string): string {
  const reserved = ['console', 'nobody']
  if (/^[a-z][a-z0-9._-]{2,31}$/.test(text) && !reserved.includes(text)) return text
  throw new InvalidArgumentError(
    '小写字母开头，3 至 32 位字母、数字和 . _ - (3 to 32 of a-z 0-9 . _ - after a letter; not console or nobody)',
  )
}

async function add(userId: string, options: AddOptions): Promise<void> {
  const { name, staff: staffNumber } = options
  const grants = options.role === undefined ? [] : [grantOf(options)]
  printPassword(
    await atDesk(options, async (desk) => require(await addUser(desk, here, { userId, name, staffNumber, grants }))),
    options,
  )
}

interface ListOptions extends Shown {
  readonly find?: string
}

async function list(options: ListOptions): Promise<void> {
  const users: Account[] = []
  await atDesk(
    options,
    async (desk) => {
      for (let after: string | null = null, more = true; more; ) {
        const page = await listUsers(desk.users, { text: options.find ?? null, after, limit: userPageLimit })
        users.push(...page.rows)
        after = page.next
        more = after !== null
      }
    },
    true,
  )
  if (options.json === true) return print({ users: users.map(shownUser) })
  print(userTable(users.map(shownUser), options.lang).join('\n'))
  note(`${users.length} 名用户 users`)
}

const changing =
  (
    change: (
      desk: SignInDesk,
      userId: string,
      options: Shown & GrantChoice,
    ) => Promise<Result<Account, { readonly code: string }>>,
  ) =>
  async (userId: string, options: Shown & GrantChoice): Promise<void> =>
    printUser(await atDesk(options, async (desk) => require(await change(desk, userId, options))), options)

async function password(userId: string, options: Shown): Promise<void> {
  printPassword(await atDesk(options, async (desk) => require(await resetPassword(desk, here, userId))), options)
}

interface SessionOptions extends Shown {
  readonly user?: string
  readonly end?: string
}

async function sessions(options: SessionOptions): Promise<void> {
  const { user = null, end, lang } = options
  if (end !== undefined) {
    await atDesk(options, async (desk) => require(await endSession(desk, here, end)))
    return print(options.json === true ? { sessionId: end, ended: true } : `${end}：已结束 ended`)
  }
  const seenSince = momentOf(secondsOf(systemClock.now()) - sessionTerms.idleSeconds)
  const found = await atDesk(options, (desk) => desk.sessions.open({ userId: user, seenSince }, null, 1_000), true)
  if (options.json === true) return print({ sessions: found })
  print(sessionTable(found, lang).join('\n'))
  note(`${found.length} 个会话 sessions`)
}

interface LogOptions extends Shown {
  readonly actor?: string
  readonly action?: string
  readonly target?: string
  readonly refused?: true
  readonly from?: LocalDateTime
  readonly until?: LocalDateTime
  readonly limit: number
  readonly after?: string
}

function momentArgument(text: string): LocalDateTime {
  const parsed = parseLocalDateTime(text.replace('T', ' '))
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('写成 write it as "2025-03-01 08:00:00"')
}

async function log(options: LogOptions): Promise<void> {
  const [moment = '', operationId = ''] = options.after?.split('_') ?? []
  const at = options.after === undefined ? null : parseLocalDateTime(moment.replace('T', ' '))
  if (at?.ok === false) throw new Error('--after：请原样使用上一页给出的位置 use what the page before gave')
  const filter = {
    ...everyOperation,
    actor: options.actor ?? null,
    action: options.action ?? null,
    target: options.target ?? null,
    outcome: options.refused === true ? ('refused' as const) : null,
    from: options.from ?? null,
    until: options.until ?? null,
  }
  const page = { after: at === null ? null : { at: at.value, operationId }, limit: options.limit }
  const { rows, next } = await atDesk(options, (desk) => findOperations(desk.log, filter, page), true)
  const word = next === null ? null : `${next.at.replace(' ', 'T')}_${next.operationId}`
  if (options.json === true) return print({ operations: rows, next: word })
  print(operationTable(rows, options.lang).join('\n'))
  note(`${rows.length} 条 operations`)
  if (word !== null) note(`下一页 next page: --after ${word}`)
}

const shownOptions = (command: Command): Command =>
  databaseOptions(command).option('--json', '结果以 JSON 输出 print as JSON').addOption(languageOption())

const grantOptions = (command: Command): Command =>
  command
    .option('--role <role>', `角色 role: ${roles.join(', ')}`)
    .option('--region <division>', '区划，000000 为全部 region with all in it, 000000 for all')
    .option('--institution <code>', '机构编码 code of an institution')

const onUser = (name: string, words: string): Command =>
  shownOptions(new Command(name))
    .description(words)
    .argument('<user>', '用户名 user name')
    .addHelpText('after', `\nExample:\n  ./yibao user ${name} zhang.san`)

export function userCommand(): Command {
  const addCommand = grantOptions(shownOptions(new Command('add')))
    .description('建立用户，打印初始口令 make a user and print the first password')
    .argument('<user>', '用户名 user name', userIdArgument)
    .requiredOption('--name <name>', '姓名 name', lineOf(50))
    .requiredOption('--staff <number>', '工号，一人一号 staff number, one account each', lineOf(32))
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao user add zhang.san --name 张三 --staff 1001 --role system-admin\n  ./yibao user add li.si --name 李四 --staff 1002 --role clerk --region 330212',
    )
    .action(add)
  const listCommand = shownOptions(new Command('list'))
    .description('用户列表 the users')
    .option('--find <text>', '用户名、姓名或工号的一部分 part of user name, name or staff number')
    .addHelpText('after', '\nExample:\n  ./yibao user list --find 张')
    .action(list)
  const grantCommand = grantOptions(shownOptions(new Command('grant')))
    .description('授予角色（三员分立） grant a role; the three administrators are kept apart')
    .argument('<user>', '用户名 user name')
    .addHelpText('after', '\nExample:\n  ./yibao user grant li.si --role auditor --region 330200')
    .action(changing((desk, userId, options) => grantTo(desk, here, userId, grantOf(options))))
  const revokeCommand = grantOptions(shownOptions(new Command('revoke')))
    .description('收回角色，结束其会话 revoke a role and end the sessions')
    .argument('<user>', '用户名 user name')
    .addHelpText('after', '\nExample:\n  ./yibao user revoke li.si --role auditor --region 330200')
    .action(changing((desk, userId, options) => revokeFrom(desk, here, userId, grantOf(options))))
  const sessionsCommand = shownOptions(new Command('sessions'))
    .description('在线会话，或结束一个 open sessions, or end one')
    .option('--user <user>', '只看此用户 only those of this user')
    .option('--end <session>', '结束此会话 end this session')
    .addHelpText('after', '\nExample:\n  ./yibao user sessions --user li.si')
    .action(sessions)
  const logCommand = shownOptions(new Command('log'))
    .description('操作日志，新的在前 the operation log, newest first')
    .option('--actor <user>', '谁 who; console is the machine, nobody is who was not signed in')
    .option('--action <action>', '做什么 what, such as people.unmask or session.sign-in')
    .option('--target <target>', '对什么 on what')
    .option('--refused', '只看被拒绝的 only what was refused')
    .option('--from <moment>', '自 from', momentArgument)
    .option('--until <moment>', '至（不含） the first moment that is too late', momentArgument)
    .option('--limit <number>', `每页条数，最多 ${operationPageLimit} rows of a page`, countArgument, 50)
    .option('--after <key>', '从上一页给出的位置继续 go on behind the page before')
    .addHelpText('after', '\nExample:\n  ./yibao user log --action people.unmask --actor li.si')
    .action(log)
  return new Command('user')
    .description('用户、角色、会话、操作日志 users, roles, sessions, operation log')
    .addCommand(addCommand)
    .addCommand(listCommand)
    .addCommand(grantCommand)
    .addCommand(revokeCommand)
    .addCommand(onUser('password', '重置口令，打印初始口令 make a first password anew').action(password))
    .addCommand(onUser('unlock', '解锁 unlock').action(changing((desk, userId) => unlockUser(desk, here, userId))))
    .addCommand(
      onUser('disable', '停用，结束其会话 disable and end the sessions').action(
        changing((desk, userId) => disableUser(desk, here, userId)),
      ),
    )
    .addCommand(
      onUser('enable', '启用 enable again').action(changing((desk, userId) => enableUser(desk, here, userId))),
    )
    .addCommand(sessionsCommand)
    .addCommand(logCommand)
    .addHelpText('after', '\nExample:\n  ./yibao user add zhang.san --name 张三 --staff 1001 --role system-admin')
}
