import type { ApprovedAct, CustodyAct, CustodyDetails } from '@yibao/core/evidence'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import { Command, Option } from 'commander'
import { actOnPiece } from '../flows/evidence.ts'
import { takeStock } from '../flows/evidence-stock.ts'
import { dateArgument } from './arguments.ts'
import {
  allowed,
  atEvidence,
  type ByUser,
  byUserOptions,
  codeArgument,
  divisionArgument,
  type EvidenceChoice,
  evidenceOptions,
  inNameOf,
  userOption,
} from './evidence-options.ts'
import { tellPiece } from './evidence-pieces.ts'
import { print } from './output.ts'

interface CustodyChoice extends ByUser {
  readonly for?: ApprovedAct
  readonly until?: IsoDate
  readonly to?: string
  readonly due?: IsoDate
  readonly place?: string
}

/** The details of an act, as its options give them. */
const details: Readonly<Record<string, (choice: CustodyChoice) => CustodyDetails>> = {
  approve: ({ for: wanted, until, to }) => ({
    ...(wanted === undefined ? {} : { for: wanted }),
    ...(until === undefined ? {} : { until }),
    ...(to === undefined ? {} : { borrower: to }),
  }),
  'check-out': ({ to, due }) => ({
    ...(to === undefined ? {} : { borrower: to }),
    ...(due === undefined ? {} : { dueBack: due }),
  }),
  transfer: ({ to }) => (to === undefined ? {} : { receiver: to }),
  return: ({ place }) => (place === undefined ? {} : { place }),
  restore: ({ place }) => (place === undefined ? {} : { place }),
}

function custodyCommand(act: CustodyAct, description: string, example: string): Command {
  return byUserOptions(new Command(act))
    .description(description)
    .argument('<code>', '证据编号 code', codeArgument)
    .addHelpText('after', `\nExample:\n  ./yibao evidence ${act} E2023-000001-7 ${example}`)
    .action(async (code: string, options: CustodyChoice) => {
      const asked = { code, act, reason: options.reason, details: details[act]?.(options) ?? {} }
      const piece = await atEvidence(options, async (desk) =>
        allowed(await actOnPiece(desk, inNameOf(options.user), asked)),
      )
      tellPiece(piece, options)
    })
}

interface CountChoice extends EvidenceChoice {
  readonly user: string
  readonly place: string
  readonly division: DivisionCode
  readonly damaged: readonly string[]
}

async function count(codes: readonly string[], options: CountChoice): Promise<void> {
  const { place, division, damaged } = options
  const counted = [
    ...codes.map((code) => ({ code, damaged: false })),
    ...damaged.map((code) => ({ code, damaged: true })),
  ]
  const take = await atEvidence(options, async (desk) =>
    allowed(await takeStock(desk, inNameOf(options.user), { place, division, counted })),
  )
  if (take.missing.length + take.damaged.length + take.unexpected.length > 0) process.exitCode = 1
  if (options.json === true) return print({ stockTake: take })
  const line = (zh: string, list: readonly string[]) => print(`${zh} ${list.length}  ${list.join(', ')}`)
  line('在库 found', take.found)
  line('损毁 damaged', take.damaged)
  line('缺失 missing', take.missing)
  line('借出 on loan', take.out)
  line(
    '不应在此 unexpected',
    take.unexpected.map(({ code, state, place: at }) => `${code}（${state ?? '未登记 unknown'} ${at ?? ''}）`),
  )
}

const oneMore = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, codeArgument(text)]

/** Adds the acts of custody and the stock-take. */
export function registerCustodyCommands(evidence: Command): void {
  const place = (command: Command) => command.requiredOption('--place <place>', '存放处 where it is kept')
  const approve = custodyCommand(
    'approve',
    '审批借出、移交或销毁 allow somebody else to hand it out, transfer or destroy it',
    '--for check-out --to wang.wu --until 2025-03-31 --user leader --reason 复核需要',
  )
    .addOption(
      new Option('--for <act>', '批准何事 what is allowed')
        .choices(['check-out', 'transfer', 'destroy'])
        .makeOptionMandatory(),
    )
    .requiredOption('--until <date>', '有效至 the last day on which it counts', dateArgument)
    .option('--to <user>', '借给谁 to whom it may go out')
  const checkOut = custodyCommand(
    'check-out',
    '借出，须先经他人审批 hand it out; another person approves first',
    '--to wang.wu --due 2025-03-31 --user keeper --reason 复核',
  )
    .requiredOption('--to <user>', '借给谁 to whom')
    .requiredOption('--due <date>', '应还日期 due back on', dateArgument)
  const transfer = custodyCommand(
    'transfer',
    '移交其他机关，须先经审批 hand it over to another authority; approved first',
    '--to 公安机关 --user keeper --reason 移送案件',
  ).requiredOption('--to <authority>', '接收机关 which authority')
  const commands = [
    approve,
    checkOut,
    place(custodyCommand('return', '归还入库 take it back', '--place 柜一 --user keeper --reason 用毕')),
    transfer,
    custodyCommand(
      'destroy',
      '销毁，须先经审批；文件内容一并删除 destroy it; approved first; its file goes too',
      '--user keeper --reason 期满',
    ),
    custodyCommand('report-lost', '报失 report it lost', '--user keeper --reason 借用人遗失'),
    custodyCommand('report-damaged', '报损 report it damaged', '--user keeper --reason 受潮'),
    place(
      custodyCommand(
        'restore',
        '找回或修复后恢复在库 found or mended, back in',
        '--place 柜一 --user keeper --reason 找回',
      ),
    ),
    userOption(evidenceOptions(new Command('stock-take')))
      .description('盘点：某处实有的证据 count what is at a place; missing and damaged ones go into their chains')
      .argument('[codes...]', '实有的编号 the codes that are there', oneMore)
      .requiredOption('--place <place>', '何处 which place')
      .requiredOption('--division <code>', '区划 the division', divisionArgument)
      .option('--damaged <code>', '损毁的，可写多次 a damaged one; may be said again', oneMore, [])
      .addHelpText(
        'after',
        '\nExample:\n  ./yibao evidence stock-take E2023-000001-7 E2023-000002-5 --place 柜一 --division 990301 --user keeper',
      )
      .action(count),
  ]
  for (const one of commands) evidence.addCommand(one)
}
