import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { starterScheme } from '../src/files/shipped.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const starterCases = join(starterScheme, 'cases.jsonl')

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function group(args: readonly string[], input: string | Buffer = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const limits = { maxBuffer: 200_000_000 }
    const child = execFile(process.execPath, [main, 'group', ...args], limits, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    )
    // Whoever refuses early does not read its input to the end.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

const rowsOf = ({ out }: Ran) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

let scratch = ''
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'yibao-group-test-'))
})
after(() => rm(scratch, { recursive: true }))

const appendix = { gender: '1', ageYears: 40, dx: ['K35.800x001'], ops: ['47.0100'] }

describe('group', { concurrency: 3 }, () => {
  it('groups the cases of the starter scheme as a person reasoned they are', async () => {
    const ran = await group(['--compare', starterCases])
    assert.deepEqual([ran.code, ran.out], [0, '相同 equal 95，不同 different 0\n'])
    assert.match(ran.err, /95 例 cases，入组 grouped 78，歧义 ambiguous 5，未入组 ungroupable 5，无效 invalid 7/)
  })

  it('writes a line for each case in the order of the input, with the reason where there is no group', async () => {
    const newborn = { id: 2, gender: '1', ageYears: 0, ageDays: 3, dx: ['P59.901'] }
    const input = [{ id: 'a', in: appendix }, newborn, { id: 'c', in: { ...appendix, dx: ['I10.x00'] } }]
    const ran = await group([], input.map((one) => JSON.stringify(one)).join('\n'))
    assert.equal(ran.code, 0)
    const none = { mdc: '0000', adrg: '00', drg: '0000' }
    const reason = { code: 'drg.birth-weight-missing', field: 'weightG', value: null }
    assert.deepEqual(rowsOf(ran), [
      { id: 'a', status: 'grouped', mdc: 'MDCG', adrg: 'GD2', drg: 'GD25' },
      { id: 2, status: 'invalid', ...none, reason },
      { id: 'c', status: 'ungroupable', ...none },
    ])
    assert.match(ran.err, /1 例含方案未列的编码.*I10\.x00×1/)
  })

  it('keeps the order on several threads, and gives the same as on one', async () => {
    const text = await readFile(starterCases, 'utf8')
    const many = Array.from({ length: 150 }, (_, index) => text.replaceAll('{"id":"s', `{"id":"${index}-`)).join('')
    const [one, three] = await Promise.all([group(['--jobs', '1'], many), group(['--jobs', '3'], many)])
    assert.deepEqual([one.code, three.code], [0, 0])
    assert.equal(one.out.split('\n').length, 150 * 95 + 1)
    assert.ok(one.out === three.out, 'the same text')
  })

  it('tells bad rows by line with value and cure, keeps them apart, and groups the others', async () => {
    const errors = join(scratch, 'bad.csv')
    const lines = ['{"id":"a","gender":', JSON.stringify({ id: 'b', ...appendix }), '', '{"id":"c","op":["47.0100"]}']
    const ran = await group(['--errors', errors], `\uFEFF${lines.join('\r\n')}\r\n{"id":"d","ageYears":"ten"}`)
    assert.equal(ran.code, 1)
    assert.deepEqual(
      rowsOf(ran).map(({ id, drg }) => [id, drg]),
      [['b', 'GD25']],
    )
    assert.match(ran.err, /第 1 行 line 1 [^\n]*not JSON/)
    assert.match(ran.err, /第 4 行 line 4 op [^\n]*unknown field/)
    assert.match(ran.err, /第 5 行 line 5 ageYears ten：[^\n]*not a number/)
    assert.match(ran.err, /坏行 bad rows 3/)
    const sheet = await readFile(errors, 'utf8')
    assert.equal(sheet.trimEnd().split('\n').length, 4)
    assert.match(sheet, /\n4,op,.*"\{""id"":""c"",""op"":\[""47\.0100""\]\}"/)
  })

  it('does not write the rows that cannot be read over the input', async () => {
    const input = join(scratch, 'precious.jsonl')
    await writeFile(input, 'precious')
    await symlink(input, join(scratch, 'another-name'))
    const ran = await group(['--errors', join(scratch, 'another-name'), input])
    assert.deepEqual([ran.code, ran.out], [1, ''])
    assert.match(ran.err, /precious\.jsonl .*is the input itself/)
    assert.equal(await readFile(input, 'utf8'), 'precious')
  })

  it('says so when its output cannot be written', { skip: !existsSync('/dev/full') }, async () => {
    const full = await open('/dev/full', 'w')
    for (const args of [[], ['--compare'], ['--jobs', '2']]) {
      const child = spawn(process.execPath, [main, 'group', ...args, starterCases], {
        stdio: ['ignore', full.fd, 'pipe'],
      })
      let err = ''
      child.stderr?.on('data', (text) => {
        err += text
      })
      const [code] = await once(child, 'close')
      assert.equal(code, 1)
      assert.match(err, /yibao: .*the output cannot be written, check the disk/)
      assert.doesNotMatch(err, /at .*node:/, 'no stack')
    }
    await full.close()
  })

  it('shows codes with blanks whole, and none of the signs that steer a terminal', async () => {
    const ran = await group([], JSON.stringify({ id: 'a', in: { ...appendix, dx: ['K35.8 00', '\u001B[31mX'] } }))
    assert.match(ran.err, /K35\.8 00×1/)
    assert.ok(!ran.err.includes('\u001B'))
  })

  it('counts lines over all blocks', async () => {
    const good = `${JSON.stringify({ id: 'a', ...appendix })}\n`
    const ran = await group(['--jobs', '2'], `${good.repeat(9_999)}oops\n${good.repeat(5_000)}oops`)
    assert.equal(ran.code, 1)
    assert.match(ran.err, /第 10000 行 line 10000 /)
    assert.match(ran.err, /第 15001 行 line 15001 /)
    assert.equal(ran.out.split('\n').length, 15_000)
  })

  it('compares with what the input expects and shows the first differences', async () => {
    const input = [
      { id: 'a', in: appendix, expect: { drg: 'GD23' } },
      { id: 'b', in: appendix, expect: { status: 'grouped', drg: 'GD25' } },
      { id: 'c', in: appendix },
    ]
    const text = input.map((one) => JSON.stringify(one)).join('\n')
    const ran = await group(['--compare'], text)
    assert.equal(ran.code, 1)
    assert.match(
      ran.out,
      /^相同 equal 1，不同 different 1，无期望 without expectation 1\n {2}第 1 行 line 1 a：期望 expected GD23，实为 got grouped MDCG GD2 GD25\n$/,
    )
    const json = JSON.parse((await group(['--compare', '--json'], text)).out)
    assert.deepEqual([json.compared.equal, json.compared.differences[0].id], [1, 'a'])
    assert.equal((await group(['--compare'], JSON.stringify(input[2]))).code, 1, 'nothing was compared')
  })

  it('tells the road, as data and to read', async () => {
    const input = JSON.stringify({ id: 'a', in: { ...appendix, dx: ['K35.201', 'K65.900'] } })
    const [traced] = rowsOf(await group(['--trace'], input))
    assert.equal(traced.trace.complications[0].excludedBy[0], 'peritoneum')
    const told = await group(['--trace', 'text', '--lang', 'en'], input)
    assert.match(told.out, /^\S+ {2}grouped {2}GD15\n {2}Result: [\s\S]*GD15[\s\S]*K65\.900/)
    const [row] = rowsOf(await group(['--trace', 'text', '--lang', 'en', '--to', 'jsonl'], input))
    assert.match(row.trace, /Result: [\s\S]*GD15[\s\S]*K65\.900/)
  })

  it('takes the input behind --trace for the input', async () => {
    const ran = await group(['--trace', starterCases])
    assert.equal(rowsOf(ran).length, 95)
    assert.match((await group(['--trace', 'words', starterCases])).err, /write json or text/)
  })

  it('writes unknown codes into every row when JSON is asked for', async () => {
    const ran = await group(
      ['--json'],
      JSON.stringify({ id: 'a', in: { ...appendix, dx: ['K35.800x001', 'I10.x00'] } }),
    )
    assert.deepEqual(rowsOf(ran)[0].unknown, [{ kind: 'diagnosis', code: 'I10.x00' }])
    const summary = JSON.parse(ran.err.trimEnd().split('\n').at(-1) ?? '')
    assert.deepEqual([summary.cases, summary.unknownCases], [1, 1])
  })

  it('says what is missing when there is no such input or scheme', async () => {
    assert.match((await group([join(scratch, 'nothing.jsonl')])).err, /文件不存在/)
    const ran = await group(['--scheme', scratch], '{}')
    assert.deepEqual([ran.code, ran.out], [1, ''])
    assert.match(ran.err, /scheme\.json:1: .*no such file/)
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const many = (await readFile(starterCases, 'utf8')).repeat(300)
    const code = await new Promise<number | null>((resolve) => {
      const child = execFile(process.execPath, [main, 'group'], { maxBuffer: 1 }, () => resolve(child.exitCode))
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(many)
      child.stdout?.once('data', () => child.stdout?.destroy())
    })
    assert.notEqual(code, 1)
  })
})

describe('group over tables', { concurrency: 3 }, () => {
  const header = '病例号,性别,年龄,天龄,出生体重,诊断编码,手术操作编码\r\n'
  const rows = ['1,男,40,,,K35.201|K65.900,47.0100', '2,女,0,3,2600,P07.300,', '3,女,,,,K35.201,', ',女,30,,,K35.201,']

  it('reads CSV with a Chinese header, in UTF-8 and GB18030, and answers with one', async () => {
    const file = join(scratch, 'cases.csv')
    const gb = Buffer.from([...header].flatMap((sign) => gb18030[sign] ?? [sign.charCodeAt(0)]))
    await writeFile(
      file,
      Buffer.concat([gb, Buffer.from(rows.join('\r\n').replaceAll('男', '1').replaceAll('女', '2'))]),
    )
    for (const ran of [await group(['--format', 'csv'], header + rows.join('\r\n')), await group([file])]) {
      assert.equal(ran.code, 1)
      assert.match(ran.err, /第 5 行 line 5 id：[^\n]*no id/)
      assert.deepEqual(ran.out.replace('\uFEFF', '').trimEnd().split('\r\n'), [
        '病例号,状态,MDC,ADRG,DRG,原因',
        '1,grouped,MDCG,GD1,GD15,',
        '2,grouped,MDCP,PS4,PS45,',
        '3,invalid,0000,00,0000,drg.age-missing ageYears',
      ])
    }
  })

  it('has English headers too, and writes JSON when asked', async () => {
    const text = 'id,gender,ageYears,principalDx,otherDx,principalOp\n1,1,40,K35.800x001,J18.900;I10.x00,47.0100\n'
    const ran = await group(['--format', 'csv', '--to', 'jsonl'], text)
    assert.deepEqual(rowsOf(ran), [{ id: '1', status: 'grouped', mdc: 'MDCG', adrg: 'GD2', drg: 'GD23' }])
  })

  it('reads a workbook', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('cases').addRows([
      ['病例号', '性别', '年龄', '主要诊断编码', '主要手术操作编码'],
      ['1', '男', 40, 'K35.800x001', '47.0100'],
    ])
    const file = join(scratch, 'cases.xlsx')
    await book.xlsx.writeFile(file)
    const ran = await group(['--to', 'jsonl', file])
    assert.equal(rowsOf(ran)[0].drg, 'GD25')
  })

  it('refuses a header with a column that nobody knows', async () => {
    const ran = await group(['--format', 'csv'], 'id,gender,ageYears,dx,operations\n1,1,40,K35.201,47.0100\n')
    assert.equal(ran.code, 1)
    assert.match(ran.err, /line 1：.*operations.*unknown column/)
  })
})

/** The signs of the header above in GB18030. */
const gb18030: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  [...'病例号性别年龄天出生体重诊断编码手术操作'].map((sign) => [sign, gbBytes(sign)]),
)

/** Found by trying: the platform decodes GB18030 but does not encode it. */
function gbBytes(sign: string): readonly number[] {
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      if (decoder.decode(Uint8Array.of(lead, trail)) === sign) return [lead, trail]
    }
  }
  throw new Error(`${sign} is not in the table`)
}

describe('group over settlement lists', { concurrency: 3 }, () => {
  const message = (more: object = {}, head: object = {}) => ({
    infno: '4101A',
    msgid: 'H99010000001202503010800001234',
    input: {
      setlinfo: {
        psn_no: 'P1',
        mdtrt_id: 'V1',
        setl_id: 'S1',
        adm_time: '2025-03-01 08:00:00',
        dscg_time: '2025-03-06 10:00:00',
        dscg_way: '1',
        nwb_bir_wt: '1800',
        ...head,
      },
      diseinfo: [
        { diag_type: '1', diag_code: 'K65.900', diag_name: '腹膜炎', maindiag_flag: '0' },
        { diag_type: '1', diag_code: 'K35.800x001', diag_name: '急性阑尾炎', maindiag_flag: '1' },
      ],
      oprninfo: [{ oprn_oprt_type: '1', oprn_oprt_code: '47.0100', oprn_oprt_name: '腹腔镜下阑尾切除术' }],
      ...more,
    },
    person: { gender: '1', birth: '1980-05-01' },
  })
  const lists = (...messages: readonly object[]) =>
    group(['--format', '4101A'], messages.map((one) => JSON.stringify(one)).join('\n'))

  it('reads messages or their inputs, the principal diagnosis first, and the person beside them', async () => {
    const { input } = message({}, { setl_id: 'S2', gend: '1', brdy: '1980-05-01' })
    const ran = await lists(message(), input)
    assert.deepEqual(
      rowsOf(ran).map(({ id, drg }) => [id, drg]),
      [
        ['S1', 'GD23'],
        ['S2', 'GD23'],
      ],
    )
  })

  it('reckons days of age and takes the weight of a newborn', async () => {
    const diseinfo = [{ diag_type: '1', diag_code: 'P07.300', diag_name: '早产婴儿', maindiag_flag: '1' }]
    const born = (birth: string) => ({ ...message({ diseinfo, oprninfo: [] }), person: { gender: '2', birth } })
    const ran = await lists(born('2025-02-20'), born('2025-01-20'))
    assert.deepEqual(
      rowsOf(ran).map(({ drg }) => drg),
      ['PS25', 'PV15'],
    )
  })

  it('finds the person in a list of people', async () => {
    const people = join(scratch, 'people.csv')
    await writeFile(people, 'psn_no,name,gender,birth\nP1,测试一,1,1980-05-01\n')
    const { person: _, ...bare } = message()
    const ran = await group(['--format', '4101A', '--people', people], JSON.stringify(bare))
    assert.equal(rowsOf(ran)[0].drg, 'GD23')
    await writeFile(people, 'psn_no,name,gender,birth\nP1,测试一,1,1980-05-01\nP1,测试一,1,1981-05-01\n')
    const twice = await group(['--format', '4101A', '--people', people], JSON.stringify(bare))
    assert.match(twice.err, /line 3 P1：.*not the sex or birth of an earlier row/)
    const unknown = await lists(bare)
    assert.equal(unknown.code, 1)
    assert.match(unknown.err, /psn_no P1：.*not known.*--people/)
  })

  it('refuses what is no list, has no principal diagnosis, or ends before it begins', async () => {
    const west = (flag: string) => ({ diag_type: '1', diag_code: 'K35.201', diag_name: 'x', maindiag_flag: flag })
    const ran = await lists(
      { infno: '2207', input: {} },
      message({ diseinfo: [west('0'), west('0')] }),
      message({}, { dscg_time: '2025-02-01 08:00:00' }),
      message({}, { setl_id: '' }),
      { ...message(), person: { gender: '1', birth: '2025-03-02' } },
      { ...message(), person: { gender: '1', birth: '1980/05/01' } },
      message({ oprninfo: [{ oprn_oprt_type: '1', oprn_oprt_name: 'x' }, { oprn_oprt_code: '47.0100' }] }),
      message({}, { nwb_bir_wt: '1.8' }),
    )
    assert.deepEqual([ran.code, ran.out], [1, ''])
    assert.match(ran.err, /line 1 infno 2207：[^\n]*not a settlement list/)
    assert.match(ran.err, /line 2 maindiag_flag 0：[^\n]*not exactly one principal diagnosis/)
    assert.match(ran.err, /line 3 dscg_time [^\n]*before the admission/)
    assert.match(ran.err, /line 4 setl_id/)
    assert.match(ran.err, /line 5 adm_time [^\n]*before the birth 2025-03-02/)
    assert.match(ran.err, /line 6 birth 1980\/05\/01：[^\n]*not a date/)
    assert.match(ran.err, /line 7 oprn_oprt_code：[^\n]*the principal operation has no code/)
    assert.match(ran.err, /line 8 nwb_bir_wt 1\.8：[^\n]*looks like kilograms/)
  })
})

describe('group over the reference', { concurrency: 3 }, () => {
  const reference = process.env.YIBAO_REFERENCE
  const skip = reference === undefined ? 'YIBAO_REFERENCE names no folder' : false
  for (const scheme of ['chs_drg_11', 'zhejiang_2022']) {
    it(`all cases of ${scheme} are equal`, { skip }, async () => {
      const folder = join(reference ?? '', 'reference/drg', scheme)
      const ran = await group(['--scheme', folder, '--compare', '--jobs', '2', join(folder, 'cases.jsonl')])
      assert.deepEqual([ran.code, ran.out], [0, '相同 equal 3000，不同 different 0\n'])
    })
  }
})
