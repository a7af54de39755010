import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileScheme, groupCase } from '@yibao/core/drg'
import type { DischargedCase } from '@yibao/core/encounter'
import { divisionCode } from '@yibao/core/kernel'
import { drgCaseGroup, pointValueText, preparePlan } from '@yibao/core/payment'
import { type Command, InvalidArgumentError } from 'commander'
import { pricedYear } from '../../sim/priced-year.ts'
import { caseMix } from '../../sim/priced-year-mix.ts'
import { systemClock } from '../clock.ts'
import { comparisonWorkbook } from '../files/comparison-xlsx.ts'
import { readDipRules } from '../files/dip-rules.ts'
import { type LoadedPlan, loadPaymentFolder } from '../files/payment-folder.ts'
import { problemText } from '../files/policy-sheet.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { policyFolder } from '../files/shipped.ts'
import { atConsole, operationOf } from '../flows/operation-log.ts'
import { type CaseSource, type Compared, type ComparedPlan, comparePlans } from '../flows/payment-compare.ts'
import type { ComparedSignups } from '../flows/payment-compare-whole.ts'
import { fittedPlan, measureYear } from '../flows/payment-fit.ts'
import type { ComparisonHead } from '../flows/workbench-ports.ts'
import { idSource } from '../ids.ts'
import { withCasesOfYear } from '../store/compared-cases.ts'
import { comparisonKeeper } from '../store/workbench-store.ts'
import { comparisonText, methodsAtMost } from '../text/comparison-text.ts'
import { paymentRefusalText } from '../text/payment-refusal.ts'
import { countArgument } from './arguments.ts'
import { requireReadable } from './import.ts'
import { requireNewFile } from './new-file.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'
import { schemeFolderOf } from './payment-compare-sample.ts'
import { assumedSignups, budgetAssumption, storedSignups } from './payment-compare-signups.ts'
import { fileSource, generatedSource } from './payment-compare-source.ts'
import { calendarYear } from './payment-options.ts'
import { progressLine } from './progress.ts'

interface Options extends DatabaseChoice {
  readonly year: number
  readonly plans: readonly string[]
  readonly planFolder?: string
  readonly scheme: string
  readonly dipRules?: string
  readonly cases?: string
  readonly generate?: number
  readonly institutions: number
  readonly seed: number
  readonly asPublished?: true
  readonly all?: true
  readonly json?: true
  readonly xlsx?: string
}

const exampleRules = join(policyFolder, 'dip', 'example', 'rules.yaml')

const nameOf = ({ plan }: LoadedPlan) => ({ zh: plan.label, en: plan.labelEn === '' ? plan.id : plan.labelEn })

/** The plans of some names that hold in the whole year, in the order asked for. */
async function plansOf({ plans: names, planFolder, year }: Options): Promise<readonly LoadedPlan[]> {
  const loaded = await loadPaymentFolder(planFolder ?? join(policyFolder, 'payment'))
  if (!loaded.ok) {
    throw new Error(`支付方案目录有误 the folder of plans has problems:\n${loaded.error.map(problemText).join('\n')}`)
  }
  const { plans } = loaded.value
  const inYear = ({ plan }: LoadedPlan): boolean =>
    plan.range.from <= `${year}-01-01` && (plan.range.until === null || plan.range.until > `${year}-12-31`)
  const known = [...new Set(plans.filter(inYear).map(({ plan }) => plan.id))]
  return names.map((name) => {
    const found = plans.find((one) => one.plan.id === name && inYear(one))
    if (found !== undefined) return found
    throw new Error(
      `${year} 年没有方案 no plan ${name} in force through ${year}：可用 these are known: ${known.join(', ') || '无 none'}`,
    )
  })
}

/** Generated cases are of the insurance that all plans pay, when it is one. @throws Error when there is none */
function schemeOf(plans: readonly LoadedPlan[]) {
  const shared = (['310', '390'] as const).filter((scheme) => plans.every(({ plan }) => plan.schemes.includes(scheme)))
  if (shared.length === 0)
    throw new Error(
      '这些方案没有共同的险种，无法比较 the plans have no insurance in common: compare plans of one insurance',
    )
  return shared.length === 1 ? shared[0] : undefined
}

interface Work {
  readonly options: Options
  readonly plans: readonly LoadedPlan[]
  readonly source: CaseSource
  readonly drg: (facts: DischargedCase) => ReturnType<typeof drgCaseGroup>
  readonly division: string
  /** Of cases of real persons, where nobody is signed on with anybody by assumption; absent of others. */
  readonly stored?: () => Promise<ComparedSignups | null>
}

/** Measures, when asked for, and compares. */
async function compare({ options, plans, source, drg, division, stored }: Work): Promise<Compared> {
  const { year, asPublished } = options
  const bar = (label: string) => (options.json === true ? () => undefined : progressLine(label))
  if (asPublished === true) {
    const compared = plans.map(
      (loaded): ComparedPlan => ({
        name: nameOf(loaded),
        prepared: preparePlan(loaded.plan, loaded.tables),
        neutral: false,
      }),
    )
    const dip = plans.some(({ plan }) => plan.methods.some(({ kind }) => kind === 'dip'))
    if (dip)
      throw new Error('按公布值测算不支持按病种分值 --as-published takes no plan by DIP: leave it out, or the option')
    return comparePlans({
      year,
      source,
      plans: compared,
      groupers: { drg, dip: null },
      progress: bar('测算 comparing'),
    })
  }
  const needsDip = plans.some(({ plan }) => plan.methods.some(({ kind }) => kind === 'dip'))
  const dipRules = needsDip ? await readDipRules(options.dipRules ?? exampleRules, null) : null
  const measured = await measureYear({ year, source, drg, dipRules, progress: bar('测定权重 measuring weights') })
  const compared = plans.map((loaded): ComparedPlan => {
    const { plan, tables } = fittedPlan({ ...loaded.plan, division: divisionCode(division) }, measured)
    return { name: nameOf(loaded), prepared: preparePlan(plan, tables), neutral: true }
  })
  const groupers = { drg, dip: measured.dip?.group ?? null }
  const byHeads = plans.some(({ plan }) => plan.capitation !== null)
  const found = byHeads && stored !== undefined ? await stored() : null
  const signups = byHeads && stored === undefined ? assumedSignups(options.seed, measured.institutions) : found
  if (signups !== null) note(signups.label)
  if (plans.some(({ plan }) => plan.clearing?.payable === 'budget')) note(budgetAssumption)
  return comparePlans({ year, source, plans: compared, groupers, signups, progress: bar('测算 comparing') })
}

async function report(options: Options, source: CaseSource, made: Compared): Promise<void> {
  const { comparison, leftOut, examples, values } = made
  if (options.xlsx !== undefined) {
    await writeFile(options.xlsx, await comparisonWorkbook(comparison, { year: options.year, source: source.label }), {
      flag: 'wx',
    })
    note(`已写出 written: ${options.xlsx}`)
  }
  if (options.json === true)
    return print({ year: options.year, source: source.label, leftOut, examples, values, ...comparison })
  const told = examples.map((example) => {
    const { code } = example
    return { code, cases: leftOut[code] ?? 0, example: paymentRefusalText(example) }
  })
  print(comparisonText(comparison, { year: options.year, source: source.label, leftOut: told }, options.all === true))
  for (const { plan, pools, yearEnd } of values) {
    const shown = pools.map(
      ({ pool, stage, amount }) => `${pool === '' ? '全部 all' : pool} ${pointValueText(amount)} (${stage})`,
    )
    if (shown.length > 0) note(`${plan}：点值或费率 value of a point or rate, yuan: ${shown.join('; ')}`)
    if (yearEnd !== null) note(`${plan}：年终未算 the year's end was left out: ${paymentRefusalText(yearEnd)}`)
  }
}

async function run(options: Options): Promise<void> {
  if (options.cases !== undefined && options.generate !== undefined)
    throw new Error('--cases 与 --generate 只能选一个 give one of both')
  if (options.cases !== undefined) await requireReadable(options.cases)
  if (options.xlsx !== undefined) await requireNewFile(options.xlsx)
  const plans = await plansOf(options)
  const { scheme } = await readSchemeFolder(schemeFolderOf(options.scheme))
  const grouper = compileScheme(scheme)
  const drg = (facts: DischargedCase) => drgCaseGroup(groupCase(grouper, facts.record))
  const division = plans[0]?.plan.division ?? '000000'
  const same = { options, plans, drg }
  if (options.generate !== undefined) {
    const { seed, year, generate: cases, institutions } = options
    const insurance = schemeOf(plans)
    const made = pricedYear({
      seed,
      year,
      cases,
      institutions,
      division: divisionCode(division),
      mix: caseMix(scheme, seed),
      ...(insurance === undefined ? {} : { scheme: insurance }),
    })
    const source = generatedSource(made, seed)
    return report(options, source, await compare({ ...same, source, division }))
  }
  if (options.cases !== undefined) {
    const source = fileSource(options.cases)
    return report(options, source, await compare({ ...same, source, division }))
  }
  await requireExisting(options)
  await withDatabase(options, async ({ pool }) => {
    const { source, made } = await withCasesOfYear(pool, { division, year: options.year }, async (cases) => ({
      source: cases,
      made: await compare({
        ...same,
        source: cases,
        division,
        stored: () =>
          storedSignups(
            pool,
            divisionCode(division),
            options.year,
            plans.map(({ plan }) => plan),
          ),
      }),
    }))
    const madeAt = systemClock.now()
    const newId = idSource()
    const head: ComparisonHead = {
      comparisonId: newId(),
      division: divisionCode(division),
      year: options.year,
      source: source.label,
      madeAt,
    }
    const details = { plans: options.plans, cases: made.comparison.sums.cases }
    const told = { action: 'workbench.compare', target: head.comparisonId, details }
    await comparisonKeeper(pool)(head, made.comparison, operationOf({ newId, now: systemClock.now }, atConsole, told))
    note(`已存为 kept as ${head.comparisonId}`)
    await report(options, source, made)
  })
}

function namesArgument(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0)
    throw new InvalidArgumentError(
      '没有方案 no plan; 以逗号分隔 write names apart by commas: sandbox-drg-points,example-dip',
    )
  if (names.length > methodsAtMost)
    throw new InvalidArgumentError(`至多 ${methodsAtMost} 个方案 at most ${methodsAtMost} plans`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new InvalidArgumentError(`${twice} 出现两次 is given twice; 只留一个 keep one`)
  return names
}

/** Adds `payment compare`. */
export function registerCompareCommand(payment: Command): void {
  const command = payment
    .command('compare')
    .description('一年病例在几种支付方式下的比较 one year of cases under several plans: who wins, who loses, why')
    .requiredOption('--year <year>', '年度 the year', calendarYear)
    .requiredOption('--plans <list>', '方案 plans to compare, in this order', namesArgument)
    .option('--plan-folder <folder>', '方案目录 folder of plans (default: policy/payment)')
    .option('--scheme <folder>', 'DRG 分组方案 grouping scheme: a name under policy/drg, or a folder', 'starter')
    .option(
      '--dip-rules <file>',
      'DIP 目录规则 rules of the disease directory (default: policy/dip/example/rules.yaml)',
    )
    .option('--cases <file>', '病例文件（JSON 行） a file of cases instead of the database')
    .option('--generate <count>', '模拟病例数 generate so many cases instead', countArgument)
    .option('--institutions <count>', '模拟机构数 generated institutions', countArgument, 60)
    .option('--seed <number>', '随机种子 seed of what is generated', countArgument, 1)
    .option(
      '--as-published',
      '用方案公布的权重、预算和点值；缺省由病例测定，使各方式分配同一笔钱 take weights, budgets and values as published; else they are measured, so that all methods share the same money',
    )
    .option('--all', '列出全部机构 list every institution')
    .option('--json', 'one JSON object on standard output')
    .option('--xlsx <file>', '写出 Excel write a workbook')
    .action(run)
  databaseOptions(command).addHelpText(
    'after',
    '\nExamples:\n  ./yibao payment compare --year 2025 --plans sandbox-drg-points,sandbox-drg-rate,example-dip --generate 20000 --seed 1\n  ./yibao payment compare --year 2025 --plans sandbox-drg-points,sandbox-drg-rate --xlsx compare.xlsx',
  )
}
