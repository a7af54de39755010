import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { loadProfiles } from './interface-profile.ts'
import { problemText } from './policy-yaml.ts'
import { policyFolder } from './shipped.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-profile-'))
  await mkdir(join(folder, 'interface'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const head = "division: '990400'\nname: 测试地区\nsource: 测试规范 第4章\n"

async function problemsOf(text: string, file = '990400.yaml'): Promise<readonly string[]> {
  await writeFile(join(folder, 'interface', file), text)
  const loaded = await loadProfiles(folder)
  return loaded.ok ? [] : loaded.error.map(problemText)
}

describe('a profile file', () => {
  it('says lengths, marks, codes, rows and columns', async () => {
    const text = `${head}elements:
  fixmedins_code: { length: 14 }
  geso_val: { length: 4 }
messages:
  '2201':
    data.dept_code: { required: false, default: '' }
    data.dept_name: { length: 120 }
codes:
  insutype: { '398': 测试保险 }
rows: { '2204': 100 }
columns: { '1301': 97 }
`
    await writeFile(join(folder, 'interface', '990400.yaml'), text)
    const loaded = await loadProfiles(folder)
    assert.ok(loaded.ok, JSON.stringify(loaded))
    assert.deepEqual(loaded.value, [
      {
        division: '990400',
        name: '测试地区',
        source: '测试规范 第4章',
        elements: { fixmedins_code: { length: 14 }, geso_val: { length: 4 } },
        messages: {
          '2201': { 'data.dept_code': { required: false, default: '' }, 'data.dept_name': { length: 120 } },
        },
        codes: { insutype: { '398': '测试保险' } },
        rows: { '2204': 100 },
        columns: { '1301': 97 },
      },
    ])
  })

  it('may say nothing but who it is of, and a folder may have no profiles at all', async () => {
    assert.deepEqual(await problemsOf(head), [])
    await rm(join(folder, 'interface'), { recursive: true })
    assert.deepEqual(await loadProfiles(folder), { ok: true, value: [] })
  })

  for (const [why, text, problem] of [
    [
      'an unknown key',
      `${head}lengths: {}\n`,
      /990400\.yaml:4: unknown key `lengths`; use one of: division, name, source/,
    ],
    ['no source', "division: '990400'\nname: 测试地区\n", /990400\.yaml:1: `source` is missing; add `source:` here/],
    ['a division that is none', head.replace('990400', '99040'), /:1: not a division code \(found: 99040\)/],
    ['a length that is none', `${head}elements:\n  psn_no: { length: long }\n`, /:5: not a length \(found: long\)/],
    [
      'a fault of the rules, in its own line',
      `${head}messages:\n  '2201':\n    data.dept_code: { required: false }\n`,
      /:6: a required field that may be left out without a default; add `default:`/,
    ],
    ['rows that are no number', `${head}rows: { '2204': many }\n`, /:4: `2204` is not a whole number \(found: many\)/],
    [
      'an empty default without quotes',
      `${head}messages:\n  '2201':\n    data.dept_code: { required: false, default: }\n`,
      /:6: `default` is empty/,
    ],
  ] as const) {
    it(`with ${why} is refused with file, line and cure`, async () => {
      const problems = await problemsOf(text)
      assert.equal(problems.length, 1, problems.join('\n'))
      assert.match(problems[0] ?? '', problem)
    })
  }

  it('is named after its division', async () => {
    assert.match(
      (await problemsOf(head, '990500.yaml'))[0] ?? '',
      /interface\/990500\.yaml:1: the file is not named after its division/,
    )
  })

  it('stands alone in its folder', async () => {
    assert.match((await problemsOf(head, 'notes.txt'))[0] ?? '', /interface\/notes\.txt:1: not a profile/)
  })
})

it('the profiles that ship are sound', async () => {
  const loaded = await loadProfiles(policyFolder)
  assert.ok(loaded.ok, JSON.stringify(loaded))
  assert.deepEqual(
    loaded.value.map(({ division }) => division),
    ['420000'],
  )
})
