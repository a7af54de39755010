import assert from 'node:assert/strict'
import { execFileSync, fork } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Asked, Ran } from './support/law-commands.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const regions = join(import.meta.dirname, '../../../policy/regions')

const commands = fork(join(import.meta.dirname, 'support/law-commands.ts'), { stdio: 'inherit' })
const waiting = new Map<number, (ran: Ran) => void>()
let asked = 0
commands.on('message', (ran: Ran) => {
  waiting.get(ran.id)?.(ran)
  waiting.delete(ran.id)
})

function yibao(...args: string[]): Promise<Ran> {
  asked += 1
  const id = asked
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    commands.send({ id, args } satisfies Asked)
  })
}

/** A run that must be refused: nothing on standard output, exit code 1. @returns what standard error says */
async function refused(...args: string[]): Promise<string> {
  const { code, out, err } = await yibao(...args)
  assert.equal(code, 1, `exit code of ${args.join(' ')}`)
  assert.equal(out, '')
  return err
}

let scratch = ''
/** A policy folder of one region, in which one text of one file is replaced. */
async function alteredPolicy(name: string, file: string, from: string, to: string): Promise<string> {
  const folder = join(scratch, name)
  await cp(join(regions, '990100-county'), join(folder, 'regions', '990100-county'), { recursive: true })
  const path = join(folder, 'regions', '990100-county', file)
  const text = await readFile(path, 'utf8')
  assert.ok(text.includes(from), `${file} holds ${from}`)
  await writeFile(path, text.replace(from, to))
  return folder
}

async function writtenBill(name: string, text: string): Promise<string> {
  const path = join(scratch, name)
  await writeFile(path, text)
  return path
}

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'yibao-policy-cli-'))
})
after(async () => {
  commands.disconnect()
  await rm(scratch, { recursive: true })
})

const outpatient = ['adjudicate', '--plan', 'ningbo-employee-outpatient', '--on', '2023-11-13']
const active = ['--fact', 'level=tertiary', '--fact', 'kind=hospital', '--fact', 'personStatus=active']

describe('policy check', () => {
  test('the shipped policy has no problem, and its assumed values are listed on request', async () => {
    const { code, out } = await yibao('policy', 'check', '--assumed')
    assert.equal(code, 0)
    assert.match(out, /330200 宁波市/)
    assert.match(
      out,
      /employee-outpatient\.yaml:\d+ +ningbo-employee-outpatient +selfPaidStage active +2023-01-01 +600\.00/,
    )
    assert.match(out, /no problem: \d+ regions, \d+ plans, \d+ contribution rules, \d+ enrolment rules, /)
    assert.match(out, / \d+ values \(\d+ assumed\), \d+ formulas, \d+ cases \(\d+ .*\)\n$/)
  })

  test('a value without a source is a problem with file, line and cure', async () => {
    const source = ', source: 《医保系统建设方案（精选13篇）》篇3 医保管理实施方案 }'
    const folder = await alteredPolicy('sourceless', 'resident-inpatient.yaml', source, ' }')
    const { code, out } = await yibao('policy', 'check', folder)
    assert.equal(code, 1)
    assert.match(out, /sourceless\/regions\/990100-county\/resident-inpatient\.yaml:\d+: `source` is missing; add/)
    const json = JSON.parse((await yibao('policy', 'check', folder, '--json')).out)
    assert.equal(json.ok, false)
    assert.equal(json.problems.length, 1)
  })

  test('a case of a plan that does not exist is a problem', async () => {
    const folder = await alteredPolicy(
      'stray',
      'cases/inpatient.yaml',
      'plan: county-resident-inpatient',
      'plan: nobodys',
    )
    const { code, out } = await yibao('policy', 'check', folder)
    assert.equal(code, 1)
    assert.match(out, /cases\/inpatient\.yaml:\d+: .*nobodys.*name one of: county-resident-inpatient/)
  })

  test('a folder that holds no regions is a problem, and no other command works on it', async () => {
    assert.equal((await yibao('policy', 'check', scratch)).code, 1)
    assert.match(await refused('policy', 'test', join(scratch, 'nowhere')), /no such folder/)
  })
})

describe('policy test', () => {
  test('all shipped cases hold and the last line counts them', async () => {
    const { code, out } = await yibao('policy', 'test')
    assert.equal(code, 0)
    assert.match(out, /^\d+ passed, 0 failed\n$/)
  })

  test('a filter and a region choose cases', async () => {
    const { out } = await yibao('policy', 'test', '--region', '330200', '--filter', 'c06', '--all')
    assert.match(out, /✓ 330200 ningbo-employee-inpatient C06-2/)
    assert.match(out, /\n5 passed, 0 failed\n$/)
    assert.match(await refused('policy', 'test', '--filter', 'no such words'), /no case was chosen/)
  })

  test('a case that fails is printed with what was expected and what came out', async () => {
    const folder = await alteredPolicy('failing', 'resident-inpatient.yaml', 'value: 80%', 'value: 81%')
    const { code, out } = await yibao('policy', 'test', folder)
    assert.equal(code, 1)
    assert.match(out, /✗ 990100 county-resident-inpatient .*\(990100-county\/cases\/inpatient\.yaml:\d+\)/)
    assert.match(out, /pool: 期望 expected [\d.]+，实际 actual [\d.]+/)
    assert.match(out, /\n\d+ passed, [1-9]\d* failed\n$/)
  })
})

describe('policy show', () => {
  test('a clerk reads classes, values, doubts and steps', async () => {
    const { code, out } = await yibao('policy', 'show', 'ningbo-employee-outpatient', '--on', '2023-11-13')
    assert.equal(code, 0)
    assert.match(out, /level3 +机构等级 三级/)
    assert.match(out, /门诊自负段 +在职 +600\.00 元 +2023-01-01 +〔推定〕\[1\]/)
    assert.match(out, /1\.3 支付余下费用的 100% − 门诊共负段个人比例。 \[rate\]/)
    assert.match(out, /\n {2}\[1\] .*（推定：来源只载退休人员数额）\n/)
  })

  test('the values are those of the date asked for', async () => {
    const of = async (on: string) => {
      const { out } = await yibao('policy', 'show', 'yangzhong-resident-inpatient', '--on', on, '--json')
      const { parameters } = JSON.parse(out)
      return parameters[1].rows.map((row: { value: string }) => row.value)
    }
    assert.deepEqual(await of('2012-12-31'), ['1000.00', '1000.00', '1000.00', '1000.00'])
    assert.deepEqual(await of('2013-01-01'), ['300.00', '300.00', '500.00', '1000.00'])
  })

  test('English has its own words', async () => {
    const { out } = await yibao('policy', 'show', 'yangzhong-resident-inpatient', '--on', '2023-11-13', '--lang', 'en')
    assert.match(out, /≤10000\.00 60%, ≤50000\.00 65%, above 70%/)
    assert.match(out, /1\.2 the person bears deductible, every time\. \[deductible\]/)
  })

  test('formulas, layers with their conditions, and running totals with their span are told in words', async () => {
    const { out } = await yibao('policy', 'show', 'chongqing-resident-inpatient', '--on', '2023-06-01')
    assert.match(out, /本人大病保险起付标准 = 大病保险起付标准 × 大病保险起付标准系数/)
    assert.match(out, /2\. 大病保险\n +基数 符合政策范围费用 − 居民基本医疗保险支付/)
    assert.match(out, /仅限 困难群体类别 group1、group2 \+ 就医地 本地 \+ 转诊 上转、下转、已备案/)
    assert.match(out, /ci_dedc +大病保险起付标准累计 +累加 大病保险起付线 +年度/)
  })

  test('contribution and enrolment rules are shown too', async () => {
    const owed = await yibao('policy', 'show', 'fuzhou-employee-contribution', '--on', '2008-07-01')
    assert.match(owed.out, /（个人 → 统筹基金，每月）/)
    const windows = await yibao('policy', 'show', 'county-resident', '--on', '2020-01-01', '--lang', 'en')
    assert.match(windows.out, /care is paid from the day after the end of/)
  })

  test('another reading is shown in the place of the plan', async () => {
    const shown = ['policy', 'show', 'yangzhong-resident-inpatient', '--on', '2023-11-13']
    const { out } = await yibao(...shown, '--reading', 'aboveDeductible')
    assert.match(out, /起付线以上从零起分段/)
    assert.match(await refused(...shown, '--reading', 'nobodys'), /no reading nobodys.*\n +aboveDeductible/)
  })

  test('a date before the first value and an unknown plan are refused', async () => {
    const early = await refused('policy', 'show', 'ningbo-employee-outpatient', '--on', '2022-12-31')
    assert.match(early, /employee-outpatient\.yaml:\d+: .*2022-12-31.*the first from 2023-01-01/)
    const near = await refused('policy', 'show', 'ningbo-inpatient', '--on', '2023-11-13')
    assert.match(near, /no such plan: ningbo-inpatient.*\n(.*\n)* +ningbo-employee-inpatient/)
    assert.match(await refused('policy', 'show', 'nobodys', '--on', '2023-11-13'), /\n +yangzhong-resident-inpatient/)
  })
})

describe('policy explain', () => {
  test('a chain of four payers is explained calculation by calculation, with its sources at the end', async () => {
    const { code, out } = await yibao('policy', 'explain', 'C07-1')
    assert.equal(code, 0)
    assert.match(out, /1\.2 按比例支付 \(180000\.00 − 300\.00\) × 70% = 125790\.00/)
    assert.match(out, /本人大病保险起付标准 = 16901\.00 × 50% = 8450\.50/)
    assert.match(out, /2\.2 按比例支付 \(54210\.00 − 8450\.50\) × 65% = 29743\.675 ≈ 29743\.68/)
    assert.match(out, /3\.1 按比例支付 24466\.32 × 70% = 17126\.424 ≈ 17126\.42/)
    assert.match(out, /4\.2 按比例支付 \(7339\.90 − 3500\.00\) × 70% = 2687\.93/)
    assert.match(out, /来源\n {2}\[1\] 《大额医疗费用困难群体能否享受倾斜救助？》/)
    assert.match(out, /✓ 与期望一致：basic\.paid 125790 yuan/)
  })

  test('an id that several cases share explains them all, formulas with their calculation', async () => {
    const { out } = await yibao('policy', 'explain', 'C08-2')
    assert.match(out, /= 100% − \(100% − 85%\) × 60% × \(100% − 50%\) = 95\.5%/)
    assert.match(out, /= 100% − \(100% − 97%\) × 60% × \(100% − 50%\) = 99\.1%/)
    assert.equal(out.match(/^C08-2: /gm)?.length, 9)
    const json = JSON.parse((await yibao('policy', 'explain', 'c08-2', '--json')).out)
    assert.equal(json.cases.length, 9)
    assert.equal(json.cases[0].visits[0].asked[0].trace.value, '95.5%')
  })

  test('lines are split before the layers, and an item on its own is explained for machines too', async () => {
    const { out } = await yibao('policy', 'explain', 'C01-1')
    assert.match(out, /2\. 乙类药品 3000 × 1 = 3000\.00 \[1\]\n +先行自付 3000\.00 × 20% = 600\.00/)
    const json = JSON.parse((await yibao('policy', 'explain', 'S5-10', '--json')).out)
    const [item] = json.cases
    assert.deepEqual(item.expected, { overPriceLimit: '75.00', eligible: '150.00' })
    assert.equal(item.totals.overPriceLimit, '75.00')
    assert.deepEqual(item.differences, [])
  })

  test('visits are told one after another, and a reading by its name', async () => {
    const visits = await yibao(
      'policy',
      'explain',
      'Two bills of one stay in Chengdu pay one deductible',
      '--lang',
      'en',
    )
    assert.match(visits.out, /── Visit 2 2024-08-16 \(a\) ──/)
    assert.match(visits.out, /deductible 800\.00 − 700\.00 = 100\.00/)
    const reading = await yibao('policy', 'explain', 'Exactly six months away is short in the other reading')
    assert.match(reading.out, /offsite-article-groups；读法 sixIsShort（恰满6个月归入短期）/)
    assert.match(reading.out, /group = short（在外居住月数 ≤ 6）/)
  })

  test('contributions and enrolments are explained down to their sources', async () => {
    const owed = await yibao('policy', 'explain', 'S2-06')
    assert.match(owed.out, /金额 1197\.50 × 10% = 119\.75\n +流动人员缴费基数 1197\.50（见上）/)
    const household = await yibao('policy', 'explain', 'S1-09')
    assert.match(household.out, /自 2026-04-10，180天，次日起算，最后一日 2026-10-07/)
    assert.match(household.out, /应缴合计：578\.00/)
  })

  test('a part of a name that several cases have is refused with their names, unless all are wanted', async () => {
    assert.match(await refused('policy', 'explain', 'bed'), /more than one case: bed/)
    const { code, out } = await yibao('policy', 'explain', 'bed', '--all')
    assert.equal(code, 0)
    assert.match(out, /─{80}/)
  })
})

describe('policy diff', () => {
  const yangzhong = ['policy', 'diff', 'yangzhong-resident-inpatient']

  test('two days of a plan show what changed and who gains', async () => {
    const { code, out } = await yibao(...yangzhong, '--on', '2012-12-31', '--against', '2013-01-01')
    assert.equal(code, 0)
    assert.match(out, /其他 +改值 +1000\.00 元，自 2009-01-01 \[\d+\] +500\.00 元，自 2013-01-01 \[\d+\]/)
    assert.match(out, /外地 +值同据异 +1000\.00 元/)
    assert.match(out, /S5-07 .* 30000\.00 +15150\.00 +18700\.00 +\+3550\.00 +14850\.00 +11300\.00 +−3550\.00/)
    assert.match(out, /受益 \d+ 例，个人少付 [\d.]+；受损 0 例/)
    assert.match(out, /算例不是人群/)
  })

  test('a plan and another reading of it differ in the steps that the reading replaces', async () => {
    const { out } = await yibao(...yangzhong, '--reading', 'aboveDeductible')
    assert.match(out, /− .*起付线等先占用最低段\n {2}\+ .*起付线以上从零起分段/)
    assert.match(out, /S5-02 .*−50\.00 .*\+50\.00/)
  })

  test('two plans are compared on a day, and nothing is guessed of cases that do not say enough', async () => {
    const plans = ['policy', 'diff', 'beijing-employee-inpatient', 'wuhan-employee-inpatient']
    assert.match(await refused(...plans), /add --on/)
    const json = JSON.parse((await yibao(...plans, '--on', '2024-01-01', '--json')).out)
    const [plan] = json.comparisons
    assert.deepEqual([plan.left.rules, plan.right.rules], ['beijing-employee-inpatient', 'wuhan-employee-inpatient'])
    const asked = plan.cases.filter((one: { right: { refused?: string } }) => one.right.refused?.startsWith('? '))
    assert.ok(asked.length > 0)
    assert.equal(plan.summary.cases, plan.cases.length)
  })

  test('a draft of a policy folder is compared with the folder', async () => {
    const before = await alteredPolicy('before', 'resident-inpatient.yaml', 'value: 80%', 'value: 80%')
    const after = await alteredPolicy('after', 'resident-inpatient.yaml', 'value: 80%', 'value: 81%')
    const { out } = await yibao('policy', 'diff', before, after, '--lang', 'en')
    assert.match(out, /value +80%, from .* 81%, from/)
    assert.match(out, /together +A +B +change/)
    assert.match(out, /no difference: /)
    const same = await yibao('policy', 'diff', before, before)
    assert.doesNotMatch(same.out, /算例/)
    assert.match(await refused('policy', 'diff', before, '990100'), /a folder is compared with a folder/)
  })

  test('regions are compared plan by plan, by scheme and care', async () => {
    const { out } = await yibao('policy', 'diff', '110000', '420100', '--on', '2024-01-01')
    assert.match(out, /甲 {2}北京市职工医保 住院 .*\n乙 {2}武汉市职工医保 住院/)
    assert.match(out, /甲 {2}北京市职工医保 普通门诊 .*\n乙 {2}没有/)
    assert.match(await refused('policy', 'diff', '110000', '999999', '--on', '2024-01-01'), /no such region: 999999/)
  })

  test('one plan alone is not a comparison', async () => {
    assert.match(await refused(...yangzhong), /compare with what\?/)
    assert.match(await refused(...yangzhong, '--on', '2012-12-31'), /compare with what\?/)
  })
})

describe('a comparison that says nothing differs', () => {
  test('is not made of days before any law, nor of a folder that is not there', async () => {
    const early = await refused('policy', 'diff', 'county-resident', '--on', '2001-01-01', '--against', '2002-01-01')
    assert.match(early, /says nothing on 2001-01-01/)
    const shipped = join(regions, '..')
    assert.match(await refused('policy', 'diff', shipped, join(scratch, 'none')), /holds no regions\//)
    assert.match(await refused('policy', 'check', regions), /name the folder that holds regions\//)
  })

  test('looks at the scheme and the care of a plan too', async () => {
    const draft = await alteredPolicy('recared', 'resident-maternity.yaml', 'care: [maternity]', 'care: [outpatient]')
    const before = await alteredPolicy('uncared', 'resident-maternity.yaml', 'care: [maternity]', 'care: [maternity]')
    const { out } = await yibao('policy', 'diff', before, draft, '--lang', 'en')
    assert.match(out, /Scope and names/)
    assert.match(out, /care outpatient/)
  })
})

describe('adjudicate', () => {
  test('an amount is split between fund, account and cash, and every step says why', async () => {
    const { code, out } = await yibao(
      ...outpatient,
      ...active,
      '--eligible',
      '5600',
      '--used',
      'otp_dedc=100',
      '--account',
      '1000',
    )
    assert.equal(code, 0)
    assert.match(out, /基本医疗保险（统筹基金） +3075\.00/)
    assert.match(out, /现金 +1525\.00/)
    assert.match(out, /起付线 600\.00 − 100\.00 = 500\.00\n +门诊自负段 600\.00〔推定〕\[1\]；此前累计 100\.00/)
  })

  test('an account that is spared still pays the stage that the law gives it', async () => {
    const args = ['--eligible', '100', '--pre-coinsurance', '50', '--account', '120', '--json']
    const payers = async (...more: string[]) => {
      const { payers } = JSON.parse((await yibao(...outpatient, ...active, ...args, ...more)).out)
      return { pool: payers.pool, person: payers.person, account: payers.account, cash: payers.cash }
    }
    assert.deepEqual(await payers(), { pool: '0.00', person: '150.00', account: '120.00', cash: '30.00' })
    assert.deepEqual(await payers('--no-account'), { pool: '0.00', person: '150.00', account: '100.00', cash: '50.00' })
  })

  test('a chain of payers is computed, and another reading of a plan on request', async () => {
    const facts = ['level=secondary', 'group=group1', 'locality=local', 'referral=up'].flatMap((fact) => [
      '--fact',
      fact,
    ])
    const chain = ['adjudicate', '--plan', 'chongqing-resident-inpatient', '--on', '2023-06-01', '--eligible', '180000']
    const json = JSON.parse((await yibao(...chain, ...facts, '--json')).out)
    assert.deepEqual(
      json.layers.map(({ name, parts }: { name: string; parts: { paid: string } }) => [name, parts.paid]),
      [
        ['basic', '125790.00'],
        ['critical', '29743.68'],
        ['aid', '17126.42'],
        ['tilted', '2687.93'],
      ],
    )
    assert.equal(json.trace[1].steps[1].result, '29743.68')
    assert.match(await refused(...chain, ...facts, '--reading', 'other'), /has no reading other/)
  })

  test('a bill of lines is priced by the catalogue, JSON and YAML alike', async () => {
    const json = await writtenBill(
      'bill.json',
      '{\n\t"lines": [\n\t\t{"item": "001102000010100", "price": 200, "quantity": 1},\n\t\t{"item": "N24H003872", "price": "0.044", "quantity": 120.5, "amount": 5.30}\n\t],\n\t"total": 205.3\n}\n',
    )
    const yaml = await writtenBill(
      'bill.yaml',
      'lines:\n  - { item: "001102000010100", price: 200 yuan, quantity: 1 }\n  - { item: N24H003872, price: 0.044, quantity: 120.5 }\n',
    )
    const read = async (path: string) =>
      JSON.parse((await yibao(...outpatient, ...active, '--bill', path, '--json')).out)
    const bill = await read(json)
    assert.deepEqual(bill, await read(yaml))
    assert.equal(bill.totals.nonCovered, '200.00')
    assert.equal(bill.totals.eligible, '5.30')
    assert.equal(bill.lines[0].reason, 'class-c')
    const [first] = bill.trace
    assert.deepEqual([first.step, first.words.zh, first.inputs[0].name], ['line-total', '单价 × 数量', 'price'])
  })

  test('a bill with a fault is refused with file and line', async () => {
    const faulty = async (name: string, text: string) => {
      return refused(...outpatient, ...active, '--bill', await writtenBill(name, text))
    }
    const line = '{ item: "001102000010100", price: 200, quantity: 1 }'
    assert.match(
      await faulty('total.yaml', `lines:\n  - ${line}\ntotal: 199`),
      /total\.yaml.*stated 199\.00.*computed 200\.00/,
    )
    assert.match(
      await faulty('item.yaml', `lines:\n  - ${line}\n  - ${line.replace('0011', '9911')}`),
      /item\.yaml:3: .*no such item/,
    )
    assert.match(
      await faulty('minus.yaml', `lines:\n  - ${line.replace(' 200', ' -200')}`),
      /minus\.yaml:2: `price` .*-200/,
    )
    assert.match(
      await faulty('late.yaml', `lines:\n  - ${line.replace(' }', ', on: 2023-11-14 }')}`),
      /late\.yaml:2: .*later than --on/,
    )
    assert.match(await refused(...outpatient, ...active, '--bill', join(scratch, 'none.yaml')), /no such file/)
  })

  test('a law that says nothing is refused with parameter, date and place, never filled in', async () => {
    const early = [
      'adjudicate',
      '--plan',
      'ningbo-employee-outpatient',
      '--on',
      '2022-12-31',
      ...active,
      '--eligible',
      '5',
    ]
    assert.match(
      await refused(...early),
      /employee-outpatient\.yaml:\d+: .*`selfPaidStage` \[active\] 在 2022-12-31 .*the first is from 2023-01-01.*\[policy\.no-value\]/,
    )
    const { code, out } = await yibao(...early, '--json')
    assert.equal(code, 1)
    assert.equal(JSON.parse(out).refused.parameter, 'selfPaidStage')
    const stranger = ['--fact', 'level=tertiary', '--fact', 'kind=hospital', '--fact', 'personStatus=student']
    assert.match(await refused(...outpatient, ...stranger, '--eligible', '5'), /use one of active, retired/)
  })

  test('a stream that nobody pays apart, a fact of a line and a plan of formulas are refused with a cure', async () => {
    const spared = await refused(...outpatient, ...active, '--eligible', '900', '--stream', 'implants=500')
    assert.match(spared, /--stream implants: ningbo-employee-outpatient .*no such stream; .*leave out --stream/)
    assert.match(await refused(...outpatient, '--fact', 'itemClass=A', '--eligible', '5'), /no such fact/)
    const asked = ['--plan', 'tangshan-chronic-quota', '--on', '2023-01-01', '--eligible', '5']
    assert.match(await refused('adjudicate', ...asked), /only formulas.*policy show tangshan-chronic-quota/)
  })

  test('a fact that the plan asks for is never guessed', async () => {
    const err = await refused(...outpatient, '--fact', 'level=tertiary', '--eligible', '5')
    assert.match(err, /missing: personStatus, kind/)
    assert.match(err, /--fact kind=hospital\|community/)
    assert.match(await refused(...outpatient, '--fact', 'level=third', '--eligible', '5'), /use one of tertiary/)
    assert.match(await refused(...outpatient, '--fact', 'grade=3', '--eligible', '5'), /no such fact/)
    assert.match(await refused(...outpatient, '--fact', 'age=old', '--eligible', '5'), /--fact age=old: .*not a number/)
  })

  test('amounts that cannot be are refused with the name of the option', async () => {
    const bad = (...args: string[]) => refused(...outpatient, ...active, ...args)
    assert.match(await bad('--eligible', '-5'), /--eligible <yuan>' argument '-5' is invalid/)
    assert.match(await bad('--eligible', '5.001'), /--eligible/)
    assert.match(await bad('--eligible', '5', '--non-covered', '1', '--total', '5'), /the four parts add up to 6\.00/)
    assert.match(await bad('--eligible', '5', '--used', 'foo=1'), /no running total foo.*\n.*otp_dedc/)
    assert.match(await bad(), /give --eligible/)
    assert.match(await bad('--eligible', '5', '--bill', 'x.json'), /brings its own amounts/)
  })
})

test('the benchmark counts the same money in every way of adjudicating', async () => {
  const { code, out } = await yibao('bench', 'adjudicate', '--bills', '300', '--json')
  assert.equal(code, 0)
  const { bills, oneThread } = JSON.parse(out)
  assert.equal(bills, 300)
  assert.equal(new Set(oneThread.map(({ fund, cash }: { fund: number; cash: number }) => `${fund} ${cash}`)).size, 1)
  for (const { lowest, median, highest } of oneThread) {
    assert.ok(lowest > 0 && lowest <= median && median <= highest)
  }
})

test('every command ends its help with an example', async () => {
  const commands = [
    ['policy', 'check'],
    ['policy', 'test'],
    ['policy', 'show'],
    ['policy', 'explain'],
    ['policy', 'diff'],
    ['adjudicate'],
    ['bench', 'adjudicate'],
  ]
  for (const command of commands) {
    const { code, out } = await yibao(...command, '--help')
    assert.equal(code, 0)
    assert.match(out, new RegExp(`Example:\n +./yibao ${command.join(' ')}`))
  }
})

test('the program carries the commands', () => {
  const help = execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8' })
  for (const name of ['policy', 'adjudicate', 'bench']) assert.match(help, new RegExp(`^ +${name} `, 'm'))
})
