import type { Fen, IsoDate } from '@yibao/core/kernel'
import { dateOf } from '@yibao/core/kernel'
import { Command, Option } from 'commander'
import type pg from 'pg'
import { systemClock } from '../clock.ts'
import { type Relation, relations } from '../flows/family-ports.ts'
import { knownPeople, withdrawSharing } from '../store/import-family.ts'
import { importStore } from '../store/import-store.ts'
import { amountArgument, dateArgument } from './arguments.ts'
import { doneText } from './institution.ts'
import { type DatabaseChoice, databaseOptions, withDatabase } from './options.ts'

interface PairChoice extends DatabaseChoice {
  readonly member: string
  readonly owner: string
}

interface AuthoriseChoice extends PairChoice {
  readonly relation: Relation
  readonly from?: IsoDate
  readonly until?: IsoDate
  readonly yearlyLimit?: Fen
}

async function requirePeople(pool: pg.Pool, { member, owner }: PairChoice): Promise<void> {
  if (member === owner) throw new Error(`--owner ${owner}：与使用人相同 (the same person as --member)`)
  const known = await knownPeople(pool, [member, owner])
  for (const insuredId of [member, owner]) {
    if (!known.has(insuredId)) {
      throw new Error(`${insuredId}：没有此人，请先导入参保人员 (nobody on file has this number: import members first)`)
    }
  }
}

async function authorise(choice: AuthoriseChoice): Promise<void> {
  const { member, owner, relation, from, until = null, yearlyLimit = null } = choice
  const at = systemClock.now()
  const first = from ?? dateOf(at)
  if (until !== null && until <= first) {
    throw new Error(`--until ${until}：不晚于开始日 ${first} (not after the first day)`)
  }
  const sharing = { memberId: member, ownerId: owner, relation, range: { from: first, until }, yearlyLimit }
  await withDatabase(choice, async ({ pool }) => {
    await requirePeople(pool, choice)
    const counts = await importStore(pool).inTransaction(true, (writers) => writers.writeSharings([sharing], at))
    process.stdout.write(`家庭共济 ${owner} → ${member}：${doneText(counts)}\n`)
  })
}

async function withdraw(choice: PairChoice): Promise<void> {
  const { member, owner } = choice
  await withDatabase(choice, async ({ pool }) => {
    await requirePeople(pool, choice)
    const gone = await withdrawSharing(pool, { memberId: member, ownerId: owner }, systemClock.now())
    if (!gone) throw new Error(`${owner} → ${member}：没有有效的授权 (no authorisation stands between these two)`)
    process.stdout.write(`家庭共济 ${owner} → ${member}：已撤回 withdrawn\n`)
  })
}

const pairOptions = (command: Command): Command =>
  databaseOptions(command)
    .requiredOption('--member <psn_no>', '使用人编号 person who may use the account')
    .requiredOption('--owner <psn_no>', '账户所有人编号 owner of the account')

export function familyCommand(): Command {
  const example = './yibao family authorise --member 99010000000000000002 --owner 99010000000000000001 --relation child'
  return new Command('family')
    .description('个人账户家庭共济授权 who may use whose personal account')
    .addCommand(
      pairOptions(new Command('authorise'))
        .description('登记或变更授权 authorise a relative, or change the authorisation')
        .addOption(
          new Option('--relation <relation>', '使用人是所有人的 what the member is to the owner')
            .choices(relations)
            .makeOptionMandatory(),
        )
        .option('--from <date>', '授权第一天 first day (default: today)', dateArgument)
        .option('--until <date>', '授权终止的第一天 first day on which it no longer holds', dateArgument)
        .option('--yearly-limit <yuan>', '年度限额（元） at most this much of a benefit year', amountArgument)
        .addHelpText('after', `\nExample:\n  ${example}`)
        .action(authorise),
    )
    .addCommand(
      pairOptions(new Command('withdraw'))
        .description('立即撤回授权 withdraw an authorisation at once')
        .addHelpText(
          'after',
          '\nExample:\n  ./yibao family withdraw --member 99010000000000000002 --owner 99010000000000000001',
        )
        .action(withdraw),
    )
    .addHelpText('after', `\nExample:\n  ${example}`)
}
