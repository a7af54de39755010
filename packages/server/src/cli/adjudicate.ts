import { type BillInput, type BillTotals, compilePlan } from '@yibao/core/benefit'
import { type Fen, type IsoDate, zeroFen } from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack } from '@yibao/core/policy'
import { Command, Option } from 'commander'
import { readBillFile } from '../files/bill-file.ts'
import { problemText } from '../files/policy-yaml.ts'
import { policyFolder } from '../files/shipped.ts'
import { readStarter } from '../files/starter.ts'
import { apportionmentJson, apportionmentLines, billLineTable } from '../text/bill-text.ts'
import { givenJson, givenLines } from '../text/given-text.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { footLines, readingIn, stepLines, traceJson } from '../text/trace-text.ts'
import type { Language } from '../text/words.ts'
import { lineJson, type PricedBill, priceBill, totalsOfParts } from './adjudicate-bill.ts'
import { factsOf, streamsOf, usedOf } from './adjudicate-facts.ts'
import { amountArgument, amountPairArgument, dateArgument, languageOption, pairArgument } from './arguments.ts'
import { part, whyTitle } from './explanation.ts'
import { print } from './output.ts'
import { planNamed, readingNamed, soundPolicy } from './policy-folder.ts'

interface AdjudicateOptions {
  readonly plan: string
  readonly on: IsoDate
  readonly eligible?: Fen
  readonly nonCovered?: Fen
  readonly overPriceLimit?: Fen
  readonly preCoinsurance?: Fen
  readonly total?: Fen
  readonly bill?: string
  readonly stream?: Readonly<Record<string, Fen>>
  readonly fact?: Readonly<Record<string, string>>
  readonly used?: Readonly<Record<string, Fen>>
  readonly account?: Fen
  readonly accountSpared?: boolean
  readonly reading?: string
  readonly lang: Language
  readonly policy?: string
  readonly json?: boolean
}

interface Bill {
  readonly totals: BillTotals
  readonly streams: Readonly<Record<string, Fen>>
  /** Null when the bill came as amounts. */
  readonly priced: PricedBill | null
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

async function billOfFile(path: string, pack: RegionPack, facts: Facts, options: AdjudicateOptions): Promise<Bill> {
  const bill = await readBillFile(path)
  if (!bill.ok) throw new Error(`账单有误 the bill has problems:\n${bill.error.map(problemText).join('\n')}`)
  const { catalog } = await readStarter(policyFolder)
  const level = levels.find((name) => name === facts.level) ?? 'ungraded'
  const priced = priceBill(bill.value, { pack, facts: { ...facts, level }, catalog, on: options.on })
  return { totals: priced.totals, streams: priced.streams, priced }
}

function billOfAmounts(pack: RegionPack, plan: Plan, options: AdjudicateOptions): Bill {
  const { eligible, nonCovered = zeroFen, overPriceLimit = zeroFen, preCoinsurance = zeroFen, total = null } = options
  if (eligible === undefined) {
    throw new Error('缺少费用 no bill: 请给 give --eligible <yuan> 或 or --bill <file>')
  }
  const totals = totalsOfParts({ nonCovered, overPriceLimit, preCoinsurance, eligible }, total)
  return { totals, streams: streamsOf(pack, plan, options.stream ?? {}), priced: null }
}

function refuseBoth({ bill, ...options }: AdjudicateOptions): void {
  const amounts = ['eligible', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'total', 'stream'] as const
  if (bill === undefined || amounts.every((name) => options[name] === undefined)) return
  throw new Error(
    '--bill 已含金额 --bill brings its own amounts: 请去掉 leave out --eligible, --non-covered, --over-price-limit, --pre-coinsurance, --total, --stream',
  )
}

function show(
  pack: RegionPack,
  plan: Plan,
  { totals, priced }: Bill,
  input: BillInput,
  options: AdjudicateOptions,
): void {
  const { on, json, lang } = options
  const outcome = compilePlan(plan, on).apportion(input)
  if (!outcome.ok) {
    if (json === true) print({ ...givenJson(pack, plan, on, input), refused: outcome.error })
    throw new Error(lawRefusalText(outcome.error))
  }
  const trace = [...(priced?.trace ?? []), ...outcome.value.trace]
  if (json === true) {
    const lines = priced === null ? {} : { lines: priced.lines.map(lineJson) }
    const given = givenJson(pack, plan, on, input)
    print({ ...given, ...lines, ...apportionmentJson(outcome.value), trace: traceJson(trace) })
    return
  }
  const reading = readingIn(lang, plan)
  const text = [
    ...givenLines(pack, plan, on, input, lang),
    ...part(priced === null ? [] : billLineTable(priced.lines, lang)),
    ...part(apportionmentLines(plan, totals, outcome.value, lang)),
    ...part(stepLines(trace, reading), whyTitle(lang)),
    ...part(footLines(trace, reading)),
  ]
  print(text.join('\n'))
}

/** A plan of formulas only pays nobody anything, and would look as if the person paid all. */
function refuseFormulasOnly({ id, layers, place }: Plan): void {
  if (layers.length > 0) return
  throw new Error(
    `${place.file}:${place.line}: ${id} 没有支付层次，只有公式 has no layers to pay a bill, only formulas; 请用 ask them with ./yibao policy show ${id} --on <date>, 或在算例中期望其值 or expect their values in a case`,
  )
}

async function adjudicate(options: AdjudicateOptions): Promise<void> {
  refuseBoth(options)
  const { packs } = await soundPolicy(options.policy)
  const whole = planNamed(packs, options.plan)
  const { pack, rules: plan } = options.reading === undefined ? whole : readingNamed(whole, options.reading)
  refuseFormulasOnly(plan)
  const facts = factsOf(pack, plan, options.fact ?? {}, options.bill !== undefined)
  const used = usedOf(plan, options.used ?? {})
  const bill =
    options.bill === undefined
      ? billOfAmounts(pack, plan, options)
      : await billOfFile(options.bill, pack, facts, options)
  const input: BillInput = {
    totals: bill.totals,
    streams: bill.streams,
    facts,
    used,
    accountBalance: options.account ?? zeroFen,
    accountUsed: options.accountSpared !== true,
    accountAsked: null,
  }
  show(pack, plan, bill, input, options)
}

/** `--no-account` stands beside `--account <yuan>`: a stage that the law gives to the account still needs its balance. */
class SparedAccountOption extends Option {
  override attributeName(): string {
    return 'accountSpared'
  }
}

export function adjudicateCommand(): Command {
  return new Command('adjudicate')
    .description('试算一张账单 one bill, one plan, one date: amounts and why')
    .requiredOption('--plan <plan>', '方案 the name of a plan (./yibao policy check lists them)')
    .requiredOption('--on <date>', '日期 the day whose law decides', dateArgument)
    .option('--eligible <yuan>', '符合政策范围费用 eligible expense', amountArgument)
    .option('--non-covered <yuan>', '全自费 non-covered charge (none: 0)', amountArgument)
    .option('--over-price-limit <yuan>', '超限价 excess over price ceilings (none: 0)', amountArgument)
    .option('--pre-coinsurance <yuan>', '先行自付 pre-coinsurance (none: 0)', amountArgument)
    .option(
      '--stream <name=yuan>',
      '费用流 a part of the eligible expense that the plan pays apart; repeatable',
      amountPairArgument,
    )
    .option('--total <yuan>', '总额 the total, to be compared with the four parts', amountArgument)
    .option('--bill <file>', '账单 JSON or YAML: lines with item, price, quantity; priced by the starter catalogue')
    .option(
      '--fact <name=value>',
      '事实 a fact that the plan asks for, such as level=tertiary, of a list a,b; repeatable',
      pairArgument,
    )
    .option('--used <code=yuan>', '此前累计 a running total before this bill; repeatable', amountPairArgument)
    .option('--account <yuan>', '个人账户余额 balance of the personal account (none: 0)', amountArgument)
    .addOption(
      new SparedAccountOption('--no-account', "个人负担不用账户 the account pays nothing of the person's share").preset(
        true,
      ),
    )
    .option('--reading <name>', '读法 another reading of the plan (./yibao policy show lists them)')
    .addOption(languageOption())
    .option('--policy <folder>', '政策目录 the folder that holds regions/ (default: the policy that ships)')
    .option('--json', '结果以 JSON 输出 one JSON object on standard output, amounts in yuan')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao adjudicate --plan ningbo-employee-inpatient --on 2023-11-13 --eligible 5600 \\\n    --fact level=tertiary --fact kind=hospital --fact personStatus=active --used ipt_dedc=600',
    )
    .action(adjudicate)
}
