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
    assert.match(out, /no problem: \d+ regions, \d+ plans, \d+ parameters, \d+ values \(\d+ assumed\), \d+ cases\n$/)
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
    assert.match(out, /门诊自负段 +在职 +600\.00 元 〔假定〕 +2023-01-01/)
    assert.match(out, /3\. 其余费用由统筹基金支付 100% − 「门诊共负段个人比例」。/)
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
    assert.match(out, /2\. the person bears deductible, at every visit\./)
  })

  test('a date before the first value and an unknown plan are refused', async () => {
    const early = await refused('policy', 'show', 'ningbo-employee-outpatient', '--on', '2022-12-31')
    assert.match(early, /employee-outpatient\.yaml:\d+: .*2022-12-31.*the first from 2023-01-01/)
    assert.match(
      await refused('policy', 'show', 'nobodys', '--on', '2023-11-13'),
      /no such plan: nobodys.*\n.*yangzhong/,
    )
  })
})

describe('policy explain', () => {
  test('a bill is explained step by step with its sources', async () => {
    const { code, out } = await yibao('policy', 'explain', 'S5-05')
    assert.equal(code, 0)
    assert.match(out, /统筹基金分段支付 the fund pays by bands +→ 3995\.00/)
    assert.match(out, /由 from：起算位置 starts at 300\.00；基数 base 4700\.00；第1段 band 1 4700\.00 × 85%/)
    assert.match(out, /据 source：《医保结算管理办法精选（九篇）》第2篇（扬中市）乡镇卫生院85%/)
    assert.match(out, /as expected/)
  })

  test('an item is explained too, for machines as well', async () => {
    const json = JSON.parse((await yibao('policy', 'explain', 'S5-10', '--json')).out)
    assert.deepEqual(json.expected, { overPriceLimit: '75.00', eligible: '150.00' })
    assert.equal(json.totals.overPriceLimit, '75.00')
    assert.deepEqual(json.differences, [])
  })

  test('a part of a name that several cases have is refused with their names', async () => {
    assert.match(await refused('policy', 'explain', 'bed'), /more than one case: bed/)
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
    assert.match(out, /统筹基金支付 pooled fund +3075\.00/)
    assert.match(out, /现金 cash +1525\.00/)
    assert.match(out, /起付线 deductible +→ +500\.00 〔假定值 assumed〕/)
  })

  test('an account that is spared still pays the stage that the law gives it', async () => {
    const args = ['--eligible', '100', '--pre-coinsurance', '50', '--account', '120', '--json']
    const payers = async (...more: string[]) => {
      return JSON.parse((await yibao(...outpatient, ...active, ...args, ...more)).out).payers
    }
    assert.deepEqual(await payers(), { pool: '0.00', person: '150.00', account: '120.00', cash: '30.00' })
    assert.deepEqual(await payers('--no-account'), { pool: '0.00', person: '150.00', account: '100.00', cash: '50.00' })
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
    assert.match(
      await refused(...outpatient, ...stranger, '--eligible', '5'),
      /`selfPaidStage` \[student\].*no row for this class/,
    )
  })

  test('a fact that the plan asks for is never guessed', async () => {
    const err = await refused(...outpatient, '--fact', 'level=tertiary', '--eligible', '5')
    assert.match(err, /missing: kind, personStatus/)
    assert.match(err, /--fact kind=hospital\|community/)
    assert.match(await refused(...outpatient, '--fact', 'level=third', '--eligible', '5'), /use one of tertiary/)
    assert.match(await refused(...outpatient, '--fact', 'grade=3', '--eligible', '5'), /no such fact/)
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

test('the benchmark counts bills of both ways and they agree', async () => {
  const { code, out } = await yibao('bench', 'adjudicate', '--bills', '300', '--json')
  assert.equal(code, 0)
  const { bills, passes, engine, yardstick } = JSON.parse(out)
  assert.deepEqual([bills, passes], [300, 5])
  for (const { lowest, median, highest } of [engine, yardstick]) {
    assert.ok(lowest > 0 && lowest <= median && median <= highest)
  }
})

test('every command ends its help with an example', async () => {
  const commands = [
    ['policy', 'check'],
    ['policy', 'test'],
    ['policy', 'show'],
    ['policy', 'explain'],
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
