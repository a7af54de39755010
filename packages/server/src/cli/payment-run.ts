import { fen, ok, refuse, yuan } from '@yibao/core/kernel'
import { Command } from 'commander'
import { loadPaymentFolder } from '../files/payment-folder.ts'
import { atConsole, operationOf } from '../flows/operation-log.ts'
import { payAdvance } from '../flows/payment-advance.ts'
import { groupersOf, type PaymentDesk, planOfMonth } from '../flows/payment-desk.ts'
import { type MonthReport, mayCollect, prepareMonth, runMonth } from '../flows/payment-month.ts'
import { recomputeMonth } from '../flows/payment-recompute.ts'
import { reopenPeriod } from '../flows/payment-reopen.ts'
import type { PaymentLaw, PaymentRun, RunKind } from '../flows/payment-run-ports.ts'
import { clearPaymentYear } from '../flows/payment-year.ts'
import { noteOperation } from '../store/operation-log-store.ts'
import {
  awaitingText,
  clearingFindingText,
  heldText,
  pointsWords,
  runRefusalText,
  runTable,
  statementLines,
} from '../text/payment-run.ts'
import { countArgument } from './arguments.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import {
  atPaymentDesk,
  monthArgument,
  type PaymentChoice,
  paymentOptions,
  paymentSource,
  required,
  runProgress,
  type ScopeChoice,
  scopeOptions,
  yearArgument,
} from './payment-options.ts'

interface MonthChoice extends ScopeChoice {
  readonly month: string
}

/** The plans of a folder. @throws Error with every problem */
async function plansIn(folder: string, named: string | undefined) {
  const read = await loadPaymentFolder(folder)
  if (!read.ok) {
    const told = read.error.map(({ file, line, what, cure }) => `${file}:${line}: ${what}; ${cure}`)
    throw new Error(`支付方案有误 the plans have problems:\n${told.join('\n')}\n./yibao payment check`)
  }
  const plans = read.value.plans.filter(({ plan }) => named === undefined || plan.id === named)
  if (plans.length > 0) return plans
  const known = read.value.plans.map(({ plan }) => plan.id).join(', ')
  throw new Error(`${folder} 中没有方案 no plan ${named ?? ''}: ${known}`)
}

interface LoadChoice extends PaymentChoice {
  readonly plan?: string
  readonly takeUp?: true
}

async function loadPlan(folder: string, options: LoadChoice): Promise<void> {
  if (options.takeUp === true && options.plan === undefined) {
    throw new Error('--take-up：请用 --plan 指明一个草案 name one draft with --plan')
  }
  const isTakenUp = ({ draft }: { readonly draft: boolean }): boolean => !draft || options.takeUp === true
  const plans = await plansIn(folder, options.plan)
  const loaded = await atPaymentDesk(options, async (desk, pool) => {
    for (const { plan, tables, hash } of plans) {
      await desk.plans.keep({ plan, tables, hash }, desk.now(), isTakenUp(plan))
      const details = { plan: plan.id, division: plan.division, schemes: plan.schemes, takenUp: isTakenUp(plan) }
      await noteOperation(
        pool,
        operationOf(paymentSource, atConsole, { action: 'payments.load-plan', target: hash, details }),
      )
    }
    return await desk.plans.all()
  })
  if (options.json === true) return print({ plans: loaded })
  for (const { plan, hash } of plans) {
    print(
      `${hash.slice(0, 12)}  ${plan.division}  ${plan.id}  ${isTakenUp(plan) ? '已启用 taken up' : '草案，只留存 draft, only kept'}`,
    )
  }
}

async function prepare(options: MonthChoice, groupToo: boolean): Promise<void> {
  const { division, scheme, month } = options
  const asked = { division, scheme, month }
  const made = await atPaymentDesk(options, async (desk) => {
    const law = groupToo ? required(await planOfMonth(desk.plans, asked)) : null
    const groupers =
      law === null ? { drg: null, dip: null } : required(await groupersOf(desk.groupers.inForce, law, asked))
    const done = await desk.runs.locked(division, async () => {
      const frozen = await mayCollect(desk, asked)
      return frozen === null ? ok(await prepareMonth(desk, asked, groupers, runProgress())) : refuse(frozen)
    })
    if (!done.ok) throw new Error(runRefusalText({ code: 'payment.busy', division }))
    return required(done.value)
  })
  if (options.json === true) return print(made)
  const { collected, grouped } = made
  print(
    `${month}：机构 institutions ${collected.institutions}，有清单 listed ${collected.listed}，缺清单 without list ${collected.noList}${collected.mixed === 0 ? '' : `，跨险种 of several insurances ${collected.mixed}`}，上月带入 carried ${collected.carried.listed + collected.carried.undone}，新增 new ${collected.fresh}，变动 changed ${collected.changed}，撤出 left ${collected.left}`,
  )
  if (collected.linesMissing > 0)
    note(
      `${collected.linesMissing} 份病例明细不全，药品、耗材偏低 cases lack bill lines: drugs and consumables are told too low`,
    )
  for (const { kind, grouper, grouped: now, statuses } of grouped) {
    print(`${kind.toUpperCase()} ${grouper.slice(0, 12)}：本次分组 grouped now ${now}；${heldText(statuses)}`)
  }
}

function monthLines(report: MonthReport): readonly string[] {
  const { run, already, resumed } = report
  const how = already ? '此前已办结 closed before' : resumed ? '接着上次办完 resumed and closed' : '办结 closed'
  const trial = run.purpose === 'shadow' ? '试算，不记账 trial, nothing booked' : how
  return [
    `${run.period} ${run.division} ${run.schemes.join('+')}：${trial}  批次 run ${run.runId}  方案 plan ${run.planHash.slice(0, 12)}`,
    `机构 institutions ${report.institutions}  病例 cases ${report.cases}  调整 adjustments ${report.adjustments}${Object.keys(report.held).length === 0 ? '' : `  暂不支付 held: ${heldText(report.held)}`}`,
    `点数 points ${pointsWords(report.sums.points)}  基金应付 payable ${yuan(fen(report.fundPayable))}  本次拨付 paid ${yuan(fen(report.payable))}`,
    ...awaitingText(report.sums.awaitingReview),
  ]
}

interface RunChoice extends MonthChoice {
  readonly open?: true
  readonly hold?: true
}

async function run(options: RunChoice): Promise<void> {
  const { division, scheme, month, open = false, hold = false } = options
  const order = { division, scheme, month, open, hold, actor: atConsole }
  const report = await atPaymentDesk(options, async (desk) => required(await runMonth(desk, order, runProgress())))
  print(options.json === true ? report : monthLines(report).join('\n'))
}

async function advance(options: MonthChoice): Promise<void> {
  const { division, scheme, month } = options
  const order = { division, scheme, month, actor: atConsole }
  const report = await atPaymentDesk(options, async (desk) => required(await payAdvance(desk, order)))
  if (options.json === true) return print(report)
  const { already, statements, amount, without } = report
  print(
    `${month} 预付 advance ${already ? '（此前已办 done before）' : ''}：机构 institutions ${statements.length}，合计 sum ${yuan(fen(amount))}`,
  )
  if (without.length > 0) note(`${without.length} 家机构缺少依据，未预付 institutions without a basis got none`)
}

interface ClearChoice extends ScopeChoice {
  readonly year: string
  readonly partial?: true
  readonly lastPlan?: true
}

async function clear(options: ClearChoice): Promise<void> {
  const { division, scheme, year, partial = false, lastPlan: underLast = false } = options
  const order = { division, scheme, year, partial, underLast, actor: atConsole }
  const report = await atPaymentDesk(options, async (desk) =>
    required(await clearPaymentYear(desk, order, runProgress())),
  )
  if (options.json === true) return print(report)
  const { already, statements, final, held, run: closed } = report
  print(
    `${year} 年终清算 clearing ${already ? '（此前已办 done before）' : ''}：机构 institutions ${statements.length}，批次 run ${closed.runId}，应补（负为应退）合计 still to pay ${yuan(fen(final))}`,
  )
  for (const finding of closed.figures?.findings ?? []) note(clearingFindingText(finding))
  if (held > 0)
    note(
      `${held} 份病例仍挂起（缺清单或无法定价），不在清算之内 cases wait still for a list or a price and are not part of it`,
    )
}

interface ReopenChoice extends ScopeChoice {
  readonly kind: RunKind
  readonly period: string
  readonly reason: string
}

async function reopen(options: ReopenChoice): Promise<void> {
  const { division, scheme, kind, period, reason } = options
  const order = { division, scheme, kind, period, reason, actor: atConsole }
  const {
    discarded,
    entries,
    run: undone,
  } = await atPaymentDesk(options, async (desk) => required(await reopenPeriod(desk, order)))
  if (options.json === true) return print({ run: undone, discarded, entries })
  print(
    discarded
      ? `${period}：未办完的批次已作废 the unfinished run is void`
      : `${period}：已重开，红字分录 reopened, opposite entries ${entries}`,
  )
}

interface RecomputeChoice extends MonthChoice {
  readonly plan: string
  readonly name?: string
  readonly cases: number
}

async function recompute(options: RecomputeChoice): Promise<void> {
  const { division, scheme, month, plan: folder, name, cases: mostCases } = options
  const loaded = (await plansIn(folder, name)).filter(
    ({ plan }) => plan.division === division && plan.schemes.includes(scheme),
  )
  const [one] = loaded
  if (one === undefined || loaded.length > 1) {
    throw new Error(
      `请用 --name 指明一个方案 name one plan: ${loaded.map(({ plan }) => plan.id).join(', ') || `${folder} 没有 ${division} ${scheme} 的方案 has none of the division and scheme`}`,
    )
  }
  const law: PaymentLaw = { plan: one.plan, tables: one.tables, hash: one.hash }
  const order = { division, scheme, month, law, actor: atConsole, mostCases }
  const report = await atPaymentDesk(options, async (desk) =>
    required(await recomputeMonth(desk, order, runProgress())),
  )
  if (options.json === true) return print(report)
  const { institutions, cases } = report
  print(
    `${month}：${report.beside.planHash.slice(0, 12)} → ${law.hash.slice(0, 12)}  试算批次 shadow run ${report.run.runId}`,
  )
  for (const row of institutions) {
    print(
      `${row.providerCode} ${row.name}  病例 cases ${row.cases}  ${yuan(row.before)} → ${yuan(row.after)}  差额 difference ${yuan(row.difference)}`,
    )
  }
  for (const row of cases) {
    print(
      `  ${row.caseId} ${row.groupBefore ?? '–'}/${row.kindBefore} → ${row.groupAfter ?? '–'}/${row.kindAfter}  ${yuan(row.before)} → ${yuan(row.after)}  ${yuan(row.difference)}`,
    )
  }
}

interface StatusChoice extends PaymentChoice {
  readonly kind?: RunKind
  readonly period?: string
  readonly shadows?: true
}

/** How far an unfinished run is; of others it says nothing that their state does not. */
const partsOf = async (desk: PaymentDesk, { runId, state }: PaymentRun) =>
  state === 'running' ? await desk.runs.partsToDo(runId) : null

async function status(options: StatusChoice): Promise<void> {
  const { kind = null, period = null, shadows } = options
  const found = await atPaymentDesk(
    options,
    async (desk) => {
      const purpose = shadows === true ? null : ('real' as const)
      const runs = await desk.runs.runs({ division: null, scheme: null, kind, period, purpose, limit: 200 })
      return await Promise.all(runs.map(async (one) => ({ ...one, parts: await partsOf(desk, one) })))
    },
    true,
  )
  if (options.json === true) return print({ runs: found })
  if (found.length > 0) print(runTable(found).join('\n'))
  if (found.length === 0) note('还没有办理过 nothing was run yet: ./yibao payment run --help')
}

async function prune(options: PaymentChoice & { readonly keep: number }): Promise<void> {
  const { keep } = options
  const gone = await atPaymentDesk(options, (desk) =>
    desk.runs.pruneShadows(
      keep,
      operationOf(desk, atConsole, { action: 'payments.prune', target: 'shadows', details: { keep } }),
    ),
  )
  if (options.json === true) return print({ removed: gone })
  print(
    `已清除试算与比较 ${gone} 批，每期保留最近 ${keep} 批 trials and comparisons removed, of each period the newest are kept`,
  )
}

interface EachStatement extends PaymentChoice {
  readonly run: string
  readonly institution?: string
}

async function statements(options: EachStatement): Promise<void> {
  const found = await atPaymentDesk(options, (desk) => desk.runs.statements(options.run), true)
  const shown = found.filter(
    ({ providerCode }) => options.institution === undefined || providerCode === options.institution,
  )
  if (shown.length === 0) throw new Error(`没有结算单 no statement: ./yibao payment status`)
  print(options.json === true ? { statements: shown } : shown.flatMap(statementLines).join('\n'))
}

const month = (command: Command): Command =>
  command.requiredOption('--month <month>', '月份 the month, 2025-03', monthArgument)

const example = (command: Command, words: string): Command =>
  command.addHelpText('after', `\nExample:\n  ./yibao payment ${words}`)

/** Adds the commands that load plans, collect, group, run, clear and compare. */
export function registerRunCommands(payment: Command): void {
  const scope = '--division 330200 --scheme 310'
  const commands = [
    example(
      paymentOptions(new Command('load-plan'))
        .description('载入支付方案并启用 take up the plans of a folder; drafts are only kept')
        .argument('<folder>', '方案目录 folder of one region')
        .option('--plan <id>', '只载入此方案 only this plan')
        .option('--take-up', '草案也启用，试行时用 take up a draft too, to try it out')
        .action(loadPlan),
      'load-plan policy/payment/990301-sandbox',
    ),
    example(
      month(scopeOptions(new Command('collect')))
        .description('收集一个月的住院结算和清单 collect the settled stays of a month with their lists')
        .action((options: MonthChoice) => prepare(options, false)),
      `collect --month 2025-03 ${scope}`,
    ),
    example(
      month(scopeOptions(new Command('group')))
        .description('收集并分组 collect, then group by the scheme or directory of the plan')
        .action((options: MonthChoice) => prepare(options, true)),
      `group --month 2025-03 ${scope}`,
    ),
    example(
      month(scopeOptions(new Command('run')))
        .description('月结算：收集、分组、定价、结算单、分录 the month-end; may be killed and asked again')
        .option('--open', '试算，月份可未结束，不记账 a trial of any open month; books nothing')
        .option('--hold', '无法定价的病例挂到下月 leave what cannot be priced for the next month')
        .action(run),
      `run --month 2025-03 ${scope}`,
    ),
    example(
      month(scopeOptions(new Command('advance')))
        .description('预付 pay the advance of a month')
        .action(advance),
      `advance --month 2025-03 ${scope}`,
    ),
    example(
      scopeOptions(new Command('clear'))
        .description('年终清算 clear a year')
        .requiredOption('--year <year>', '年度 the year', yearArgument)
        .option('--partial', '只清算已办结的月份 though months are missing')
        .option(
          '--last-plan',
          '各月方案不同时，按最后一个月的方案 under the plan of the last month, where months had several',
        )
        .action(clear),
      `clear --year 2025 ${scope}`,
    ),
    example(
      scopeOptions(new Command('reopen'))
        .description(
          '以红字分录撤销最后一期，或作废未办完的批次 undo the last period by opposite entries, or void an unfinished run',
        )
        .option('--kind <kind>', 'advance, month, year', 'month')
        .requiredOption('--period <period>', '月份或年度 month or year')
        .requiredOption('--reason <text>', '事由 why')
        .action(reopen),
      `reopen --period 2025-03 ${scope} --reason 方案更正`,
    ),
    example(
      month(scopeOptions(new Command('recompute')))
        .description(
          '按另一方案重算已办结的月份，比较差额，不改动 compute a closed month under another plan, beside the real one',
        )
        .requiredOption('--plan <folder>', '方案目录 folder of the other plan')
        .option('--name <id>', '目录中的方案 which plan of the folder')
        .option('--cases <number>', '列出差额最大的病例数 how many cases are told', countArgument, 20)
        .action(recompute),
      `recompute --plan ./draft --month 2025-03 ${scope}`,
    ),
    example(
      paymentOptions(new Command('status'))
        .alias('runs')
        .description('办理情况 the runs and how far they are')
        .option('--kind <kind>', 'advance, month, year')
        .option('--period <period>', '月份或年度 month or year')
        .option('--shadows', '连同试算 trials and comparisons too')
        .action(status),
      'status --period 2025-03',
    ),
    example(
      paymentOptions(new Command('prune'))
        .description('清除旧的试算与比较 remove old trials and comparisons; nothing of them was booked')
        .option('--keep <number>', '每期保留最近几批 how many of each period are kept', countArgument, 3)
        .action(prune),
      'prune --keep 1',
    ),
    example(
      paymentOptions(new Command('statements'))
        .description('一个批次的结算单 the statements of a run')
        .requiredOption('--run <run>', '批次 the run; see status')
        .option('--institution <code>', '只看此机构 only this institution')
        .action(statements),
      'statements --run 174096000000000001A1B2C3D4 --institution H33020000001',
    ),
  ]
  for (const command of commands) payment.addCommand(command)
}
