import { join } from 'node:path'
import type { Step } from '@yibao/core/payment'
import { Command } from 'commander'
import { type PaymentCase, playPaymentCase, runPaymentCase } from '../files/payment-cases.ts'
import type { LoadedPlan } from '../files/payment-folder.ts'
import { readPayment, soundPayment } from '../files/payment-reading.ts'
import { problemText } from '../files/policy-sheet.ts'
import { policyFolder } from '../files/shipped.ts'
import { amountWords, caseEquation, stepLine, stepLines } from '../text/payment.ts'
import { planText } from '../text/payment-plan-text.ts'
import { paymentRefusalText } from '../text/payment-refusal.ts'
import { tableLines } from '../text/table-text.ts'
import { type Language, say } from '../text/words.ts'
import { languageOption } from './arguments.ts'
import { caseTitle, differenceText } from './case-words.ts'
import { print } from './output.ts'

/** The plans that ship. */
const paymentFolder = join(policyFolder, 'payment')

const folderHelp = '支付方案目录 the folder of plans, or that of one region (default: policy/payment)'
const jsonHelp = '结果以 JSON 输出 one JSON object on standard output'
const example = (line: string): string => `\nExample:\n  ./yibao payment ${line}`

function assumedIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, inner) => sum + assumedIn(inner), 0)
  if (typeof value !== 'object' || value === null) return 0
  const own = 'assumed' in value && value.assumed === true ? 1 : 0
  return Object.values(value).reduce<number>((sum, inner) => sum + assumedIn(inner), own)
}

function planRow({ plan, tables, hash }: LoadedPlan, cases: readonly PaymentCase[]) {
  return {
    id: plan.id,
    label: plan.label,
    division: plan.division,
    schemes: plan.schemes,
    from: plan.range.from,
    until: plan.range.until,
    draft: plan.draft,
    methods: plan.methods.map(({ kind }) => kind),
    groups: tables.reduce((sum, { rows }) => sum + rows.length, 0),
    assumed: assumedIn(plan),
    cases: cases.filter((one) => one.plan === plan.id).length,
    hash,
  }
}

async function check(folder: string = paymentFolder, options: { readonly json?: boolean }): Promise<void> {
  const { plans, cases, problems } = await readPayment(folder)
  const ok = problems.length === 0
  process.exitCode = ok ? 0 : 1
  const rows = plans.map((loaded) => planRow(loaded, cases))
  if (options.json === true) return print({ ok, problems, plans: rows })
  if (!ok) return print([...problems.map(problemText), `${problems.length} 个问题 problems`].join('\n'))
  const left = (title: string) => ({ title, side: 'left' }) as const
  const right = (title: string) => ({ title, side: 'right' }) as const
  const table = tableLines(
    [
      left('方案 plan'),
      left(''),
      left('地区 region'),
      left('险种 scheme'),
      left('自 from'),
      left('草案 draft'),
      left('方法 methods'),
      right('病组 groups'),
      right('推定 assumed'),
      right('算例 cases'),
    ],
    rows.map((row) => [
      row.id,
      row.label,
      row.division,
      row.schemes.join(' '),
      row.from,
      row.draft ? '✓' : '',
      row.methods.join(' '),
      String(row.groups),
      String(row.assumed),
      String(row.cases),
    ]),
  )
  print([...table, '', `没有问题 no problem: ${plans.length} plans, ${cases.length} cases`].join('\n'))
}

interface TestOptions {
  readonly all?: boolean
  readonly filter?: string
  readonly json?: boolean
}

async function test(folder: string = paymentFolder, options: TestOptions): Promise<void> {
  const { plans, cases } = await soundPayment(folder)
  const wanted = options.filter?.toLowerCase() ?? ''
  const chosen = cases.filter(({ name, id, plan }) => [name, id ?? '', plan].join('\n').toLowerCase().includes(wanted))
  if (chosen.length === 0) {
    throw new Error('没有选中算例 no case was chosen: 请放宽条件 widen --filter, or write some in cases/*.yaml')
  }
  const outcomes = chosen.map((one) => ({ one, differences: runPaymentCase(one, plans) }))
  const failed = outcomes.filter(({ differences }) => differences.length > 0)
  process.exitCode = failed.length === 0 ? 0 : 1
  const shown = options.all === true ? outcomes : failed
  const passed = outcomes.length - failed.length
  if (options.json === true) {
    const told = shown.map(({ one: { name, id, plan, place }, differences }) => {
      return { name, id, plan, place, passed: differences.length === 0, differences }
    })
    return print({ passed, failed: failed.length, cases: told })
  }
  const lines = shown.flatMap(({ one, differences }) => [
    `${differences.length === 0 ? '✓' : '✗'} ${one.plan} ${caseTitle(one)}`,
    ...differences.map((difference) => `    ${differenceText(difference)}`),
  ])
  print([...lines, `${passed} passed, ${failed.length} failed`].join('\n'))
}

interface ShowOptions {
  readonly policy?: string
  readonly lang: Language
  readonly json?: boolean
}

async function show(id: string, options: ShowOptions): Promise<void> {
  const { plans } = await soundPayment(options.policy ?? paymentFolder)
  const found = plans.find(({ plan }) => plan.id === id)
  if (found === undefined) {
    const known = plans.map(({ plan }) => `  ${plan.id}  ${plan.label} ${plan.labelEn}`)
    throw new Error(`没有这个支付方案 no such plan: ${id}; 请用下列之一 use one of\n${known.join('\n')}`)
  }
  if (options.json === true) return print({ plan: found.plan, hash: found.hash })
  print(planText(found.plan, options.lang).join('\n'))
}

/** The cases of an id or a name; else the one whose name holds the text. @throws Error when it is not clear which is meant */
function chosenCases(cases: readonly PaymentCase[], wanted: string): readonly PaymentCase[] {
  const text = wanted.toLowerCase()
  const exact = cases.filter(({ id, name }) => id?.toLowerCase() === text || name === wanted)
  if (exact.length > 0) return exact
  const found = cases.filter(({ name }) => name.toLowerCase().includes(text))
  if (found.length === 1) return found
  const names = (found.length === 0 ? cases : found).map((one) => `  ${caseTitle(one)}`)
  const what = found.length === 0 ? '没有这个算例 no such case' : '不止一个算例 more than one case'
  throw new Error(`${what}: ${wanted}; 请用下列之一 use one of\n${names.join('\n')}`)
}

/** A trace cut into what is about each institution. */
function partLines(
  steps: readonly Step[],
  parts: readonly { readonly title: string; readonly steps: number }[],
  language: Language,
): readonly string[] {
  let begin = 0
  return parts.flatMap(({ title, steps: count }) => {
    const lines = stepLines(steps.slice(begin, begin + count), language)
    begin += count
    return title === '' ? lines : ['', title, ...lines]
  })
}

function explained(one: PaymentCase, plans: readonly LoadedPlan[], language: Language) {
  const outcome = playPaymentCase(one, plans)
  const differences = runPaymentCase(one, plans)
  const verdict =
    differences.length === 0
      ? [`✓ ${say(['与期望一致', 'as expected'], language)}`]
      : differences.map((difference) => `✗ ${differenceText(difference)}`)
  const about = { name: one.name, id: one.id, plan: one.plan, place: one.place, differences }
  if (outcome === null || outcome.refused !== null) {
    const refused = outcome?.refused ?? null
    const lines = refused === null ? [] : [`${refused.code}  ${paymentRefusalText(refused)}`]
    return { lines: [caseTitle(one), '', ...lines, '', ...verdict], json: { ...about, refused } }
  }
  const { steps, answers } = outcome
  const equation = caseEquation(steps, language)
  const lines = [
    caseTitle(one),
    ...(one.note === null ? [] : [`${say(['注：', 'note: '], language)}${one.note}`]),
    '',
    ...(equation === null ? [] : [equation, '']),
    ...partLines(steps, outcome.parts ?? [{ title: '', steps: steps.length }], language),
    '',
    ...verdict,
  ]
  const told = steps.map((step) => ({
    ...step,
    text: stepLine(step, language),
    resultText: amountWords(step.result, language),
  }))
  return { lines, json: { ...about, refused: null, equation, answers, steps: told } }
}

async function explain(wanted: string, options: ShowOptions): Promise<void> {
  const { plans, cases } = await soundPayment(options.policy ?? paymentFolder)
  const told = chosenCases(cases, wanted).map((one) => explained(one, plans, options.lang))
  if (options.json === true) return print({ cases: told.map(({ json }) => json) })
  print(told.map(({ lines }) => lines.join('\n')).join(`\n\n${'─'.repeat(80)}\n\n`))
}

/** The commands on plans of payment: check, test, show, explain. */
export function registerPlanCommands(payment: Command): void {
  payment
    .addCommand(
      new Command('check')
        .description('检查支付方案 load every plan, table and case; what is in them, or every problem with its cure')
        .argument('[folder]', folderHelp)
        .option('--json', jsonHelp)
        .addHelpText('after', example('check'))
        .action(check),
    )
    .addCommand(
      new Command('test')
        .description('运行支付算例 run the worked examples; prints those that fail')
        .argument('[folder]', folderHelp)
        .option('--all', '也列出通过的 print those that pass too')
        .option('--filter <text>', '只测含此文字的 only cases whose name, id or plan holds the text')
        .option('--json', jsonHelp)
        .addHelpText('after', example('test --filter 济宁 --all'))
        .action(test),
    )
    .addCommand(
      new Command('show')
        .description('显示支付方案 a plan in words: methods, values with days and sources, money and year')
        .argument('<plan>', '方案名 the name of a plan, such as example-dip')
        .option('--policy <folder>', folderHelp)
        .addOption(languageOption())
        .option('--json', jsonHelp)
        .addHelpText('after', example('show example-dip'))
        .action(show),
    )
    .addCommand(
      new Command('explain')
        .description('解释支付算例 a worked example step by step: formula, inputs, result, source')
        .argument('<case>', '算例编号、名称或其一部分 the id or name of a case, or a part of its name')
        .option('--policy <folder>', folderHelp)
        .addOption(languageOption())
        .option('--json', jsonHelp)
        .addHelpText('after', example('explain W4'))
        .action(explain),
    )
}
