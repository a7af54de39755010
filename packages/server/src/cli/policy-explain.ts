import { invariant, percent, quantityText, unitPriceText } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { BillCase, ItemCase, PolicyCase } from '../files/policy-case-yaml.ts'
import { apportionCase, billOfCase, type CaseDifference, runCase, splitCase } from '../files/policy-cases.ts'
import { amountTable, apportionmentJson, apportionmentLines, inYuan, totalsRows } from '../text/bill-text.ts'
import { givenJson, givenLines } from '../text/given-text.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { traceJson, traceLines } from '../text/trace-text.ts'
import { print } from './output.ts'
import { planNamed, soundPolicy } from './policy-folder.ts'

interface Explanation {
  readonly lines: readonly string[]
  readonly json: object
}

function explainBill(example: BillCase, packs: readonly RegionPack[]): Explanation {
  const { pack, plan } = planNamed(packs, example.plan)
  const bill = billOfCase(example)
  const outcome = apportionCase(example, plan)
  const given = givenLines(pack, plan, example.on, bill)
  const json = givenJson(pack, plan, example.on, bill)
  if (!outcome.ok) {
    const refusal = lawRefusalText(outcome.error)
    return { lines: [...given, '', `拒绝 refused: ${refusal}`], json: { ...json, refused: outcome.error } }
  }
  const { trace } = outcome.value
  return {
    lines: [...given, '', ...apportionmentLines(bill.totals, outcome.value), '', '为什么 Why', ...traceLines(trace)],
    json: { ...json, ...apportionmentJson(outcome.value), trace: traceJson(trace) },
  }
}

function explainItem(example: ItemCase, packs: readonly RegionPack[]): Explanation {
  const pack = packs.find(({ division }) => division === example.division)
  invariant(pack !== undefined, 'a case lies in the folder of its region')
  const { item, on } = example
  const share = item.preCoinsurance === null ? '' : `，先行自付 pre-coinsurance ${percent(item.preCoinsurance)}`
  const ceiling = item.ceiling === null ? '' : `，限价 ceiling ${unitPriceText(item.ceiling)}`
  const restricted = item.restricted ? `，限制使用 restricted (${item.approval})` : ''
  const given = [
    `地区 region  ${pack.division} ${pack.name} ${pack.nameEn}，政策版本 version ${pack.hash.slice(0, 12)}`,
    `日期 on      ${on}`,
    `项目 item    收费类别 charge type ${item.chargeType}，类 class ${item.class}，单价 price ${unitPriceText(item.price)}，数量 quantity ${quantityText(item.quantity)}，${item.level}${share}${ceiling}${restricted}`,
  ]
  const split = splitCase(example, pack)
  const region = { division: pack.division, name: pack.name, packHash: pack.hash }
  const written = {
    ...item,
    price: unitPriceText(item.price),
    quantity: quantityText(item.quantity),
    preCoinsurance: item.preCoinsurance === null ? null : percent(item.preCoinsurance),
    ceiling: item.ceiling === null ? null : unitPriceText(item.ceiling),
  }
  const json = { region, on, unit: 'yuan', item: written }
  if (!split.ok) {
    const refusal = lawRefusalText(split.error)
    return { lines: [...given, '', `拒绝 refused: ${refusal}`], json: { ...json, refused: split.error } }
  }
  const { trace, reason, total, nonCovered, overPriceLimit, preCoinsurance, eligible } = split.value
  const totals = { total, nonCovered, overPriceLimit, preCoinsurance, eligible }
  return {
    lines: [...given, '', ...amountTable('明细 line', totalsRows(totals)), '', '为什么 Why', ...traceLines(trace)],
    json: { ...json, reason, totals: inYuan(totals), trace: traceJson(trace) },
  }
}

function verdict(differences: readonly CaseDifference[]): readonly string[] {
  if (differences.length === 0) return ['✓ 与期望一致 as expected']
  return differences.map(
    ({ field, expected, actual }) => `✗ ${field}: 期望 expected ${expected}，实际 actual ${actual}`,
  )
}

function expectedJson(example: PolicyCase): object {
  if (example.kind === 'item') return inYuan(example.expect)
  const { amounts, added, refused } = example.expect
  return refused === null ? { ...inYuan(amounts), added: inYuan(added) } : { refused }
}

/** The cases of an id or a name; else those whose name holds the text. @throws Error when that is not one case */
function chosenCase(cases: readonly PolicyCase[], wanted: string): PolicyCase {
  const exact = cases.filter(({ id, name }) => id === wanted || name === wanted)
  const text = wanted.toLowerCase()
  const found = exact.length > 0 ? exact : cases.filter(({ name }) => name.toLowerCase().includes(text))
  const [only, ...others] = found
  if (only === undefined) {
    throw new Error(`没有这个算例 no such case: ${wanted}; ./yibao policy test --all 列出全部 lists them`)
  }
  if (others.length === 0) return only
  const names = found.map(({ id, name, place }) => `  ${id ?? ''} ${name}  (${place.file}:${place.line})`)
  throw new Error(
    `不止一个算例 more than one case: ${wanted}; 请写全名 give the whole name of one of\n${names.join('\n')}`,
  )
}

/** Shows one worked example with everything that led to its amounts. */
export async function policyExplain(
  wanted: string,
  options: { readonly policy?: string; readonly json?: boolean },
): Promise<void> {
  const { packs, cases } = await soundPolicy(options.policy)
  const example = chosenCase(cases, wanted)
  const { lines, json } = example.kind === 'bill' ? explainBill(example, packs) : explainItem(example, packs)
  const differences = runCase(example, packs)
  const { name, id, note, place } = example
  if (options.json === true) {
    return print({ name, id, note, place, ...json, expected: expectedJson(example), differences })
  }
  const head = `${id === null ? '' : `${id}: `}${name}  (${place.file}:${place.line})`
  print([head, ...(note === null ? [] : [`注 note: ${note}`]), '', ...lines, '', ...verdict(differences)].join('\n'))
}
