import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isoDate } from '../kernel/index.ts'
import { checkScheme, type SchemeFinding } from './index.ts'
import type { Adrg, Condition, Scheme } from './types.ts'

const always: Condition = { const: true }

function adrg(code: string, when: Condition, drgs: Adrg['drgs'] = [{ drg: `${code}9`, when: always }]): Adrg {
  return { code, name: code, when, drgs, else: '' }
}

/** One MDC with a surgical and a medical ADRG; sound, and every group is reached. */
const sound: Scheme = {
  scheme: 'small',
  title: '小方案',
  range: null,
  mdcOrder: ['MDCB'],
  mdcs: { MDCB: { name: '神经', when: { dx1In: 'b' }, steps: [{ adrg: 'BB1' }, { adrg: 'BR1' }] } },
  adrgs: {
    BB1: adrg('BB1', { op1In: 'bb1' }),
    BR1: adrg('BR1', { dx1In: 'br1' }, [
      { drg: 'BR11', when: { mcc: true } },
      { drg: 'BR13', when: { any: [{ mcc: true }, { cc: true }] } },
      { drg: 'BR15', when: always },
    ]),
  },
  drgNames: {
    BB19: 'BB1',
    BR11: 'BR1，伴严重并发症或合并症',
    BR13: 'BR1，伴并发症或合并症',
    BR15: 'BR1，不伴并发症或合并症',
  },
  fallbacks: [],
  lists: { b: ['G00', 'G01'], bb1: ['01.01', '01.02'], br1: ['G00', 'G01'] },
  complications: [
    { dx: 'J96', level: 'MCC', table: '1' },
    { dx: 'E11', level: 'CC', table: '2' },
  ],
  exclusions: [
    { principalDx: 'G00', table: '1' },
    { principalDx: 'G01', table: '2' },
  ],
}

const withAdrg = (key: string, one: Adrg): Scheme => ({ ...sound, adrgs: { ...sound.adrgs, [key]: one } })
const withGate = (when: Condition): Scheme => withAdrg('BB1', adrg('BB1', when))
const withSplits = (drgs: Adrg['drgs']): Scheme => ({
  ...withAdrg('BR1', adrg('BR1', { dx1In: 'br1' }, drgs)),
  drgNames: { BB19: 'BB1', ...Object.fromEntries(drgs.map(({ drg }) => [drg, sound.drgNames[drg] ?? drg])) },
})
const namesBut = (drg: string) => Object.fromEntries(Object.entries(sound.drgNames).filter(([code]) => code !== drg))
const said = (findings: readonly SchemeFinding[]) =>
  findings.map(({ severity, code, where }) => `${severity} ${code} ${where}`)

test('says nothing of a sound scheme', () => {
  assert.deepEqual(checkScheme(sound), [])
})

describe('refuses', () => {
  const cases: readonly (readonly [string, Scheme, string])[] = [
    ['a list that does not exist', withGate({ op1In: 'gone' }), 'scheme.list-unknown adrgs.BB1.when.op1In'],
    [
      'an MDC in the order that is declared nowhere',
      { ...sound, mdcOrder: ['MDCB', 'MDCX'] },
      'scheme.mdc-unknown mdcOrder[1]',
    ],
    ['an MDC twice in the order', { ...sound, mdcOrder: ['MDCB', 'MDCB'] }, 'scheme.mdc-twice mdcOrder[1]'],
    ['an MDC without a place in the order', { ...sound, mdcOrder: [] }, 'scheme.mdc-not-in-order mdcs.MDCB'],
    [
      'a step without its ADRG',
      { ...sound, adrgs: { BB1: adrg('BB1', { op1In: 'bb1' }) } },
      'scheme.adrg-unknown mdcs.MDCB.steps[1]',
    ],
    ['an empty condition', withGate({} as Condition), 'scheme.condition-empty adrgs.BB1.when'],
    ['an empty `all`', withGate({ all: [] }), 'scheme.condition-empty adrgs.BB1.when.all'],
    ['a condition with two keys', withGate({ mcc: true, cc: true }), 'scheme.condition-several-keys adrgs.BB1.when'],
    [
      'an unknown condition',
      withGate({ weekday: 5 } as unknown as Condition),
      'scheme.condition-unknown-key adrgs.BB1.when',
    ],
    [
      'a condition with a wrong value',
      withGate({ gender: '3' } as unknown as Condition),
      'scheme.condition-value adrgs.BB1.when.gender',
    ],
    [
      'under 6 and over 17 years at once',
      withGate({ all: [{ ageYears: { lt: 6 } }, { ageYears: { gt: 17 } }] }),
      'scheme.condition-contradicts adrgs.BB1.when',
    ],
    [
      'a number equal to one outside its bounds',
      withGate({ stayDays: { eq: 9, lt: 5 } }),
      'scheme.condition-contradicts adrgs.BB1.when',
    ],
    [
      'a thing and its opposite',
      withGate({ all: [{ op1In: 'bb1' }, { not: { op1In: 'bb1' } }] }),
      'scheme.condition-contradicts adrgs.BB1.when',
    ],
    [
      'days of age of somebody of 3 years',
      withGate({ all: [{ ageYears: { eq: 3 } }, { ageDays: { gt: 5 } }] }),
      'scheme.condition-contradicts adrgs.BB1.when',
    ],
    [
      'a second operation without a first',
      withGate({ all: [{ op2In: 'bb1' }, { not: { hasOp: true } }] }),
      'scheme.condition-contradicts adrgs.BB1.when',
    ],
    [
      'a range that ends before it begins',
      { ...sound, range: { from: isoDate('2025-01-01'), until: isoDate('2024-01-01') } },
      'scheme.range-reversed range',
    ],
    [
      'a diagnosis that is MCC and CC',
      { ...sound, complications: [...sound.complications, { dx: 'J96', level: 'CC', table: '1' }] },
      'scheme.level-both complications',
    ],
    ['a group without a code', withSplits([{ drg: '', when: always }]), 'scheme.result-empty adrgs.BR1.drgs[0].drg'],
  ]
  for (const [what, scheme, expected] of cases) {
    test(what, () => {
      assert.ok(said(checkScheme(scheme)).includes(`refuse ${expected}`), said(checkScheme(scheme)).join('\n'))
    })
  }

  test('a condition that holds itself', () => {
    const circle: { all: Condition[] } = { all: [] }
    circle.all.push(circle, circle)
    const codes = checkScheme(withGate(circle)).map(({ code }) => code)
    assert.ok(codes.includes('scheme.condition-cyclic'))
  })
})

describe('warns of', () => {
  const branches = sound.adrgs.BR1?.drgs ?? []
  const warnings: readonly (readonly [string, Scheme, string])[] = [
    [
      'a split after one that takes everything',
      withSplits([
        { drg: 'BR15', when: always },
        { drg: 'BR11', when: { mcc: true } },
      ]),
      'scheme.split-after-unconditional adrgs.BR1.drgs[1].when',
    ],
    [
      'a split that an earlier one implies',
      withSplits([
        { drg: 'BR13', when: { any: [{ mcc: true }, { cc: true }] } },
        { drg: 'BR11', when: { mcc: true } },
        { drg: 'BR15', when: always },
      ]),
      'scheme.split-implied adrgs.BR1.drgs[1].when',
    ],
    [
      'a split that is switched off',
      withSplits([
        { drg: 'BR11', when: { const: false } },
        { drg: 'BR15', when: always },
      ]),
      'scheme.split-never adrgs.BR1.drgs[0].when',
    ],
    [
      'an ADRG whose operations another one before it takes',
      {
        ...withAdrg('BB2', adrg('BB2', { op1In: 'bb2' })),
        mdcs: {
          MDCB: { name: '神经', when: { dx1In: 'b' }, steps: [{ adrg: 'BB1' }, { adrg: 'BB2' }, { adrg: 'BR1' }] },
        },
        lists: { ...sound.lists, bb2: ['01.02'] },
      },
      'scheme.adrg-shadowed adrgs.BB2.when',
    ],
    [
      'an ADRG whose operations the gate of its MDC does not let in',
      {
        ...sound,
        mdcs: { MDCB: { name: '神经', when: { op1In: 'valid' }, steps: [{ adrg: 'BB1' }, { adrg: 'BR1' }] } },
        lists: { ...sound.lists, valid: ['99.99'] },
      },
      'scheme.adrg-against-mdc adrgs.BB1.when',
    ],
    ['an ADRG of no MDC', withAdrg('BZ1', adrg('BZ1', always)), 'scheme.adrg-unused adrgs.BZ1'],
    ['a list of no condition', { ...sound, lists: { ...sound.lists, idle: ['A00'] } }, 'scheme.list-unused lists.idle'],
    [
      'an empty list that a condition names',
      { ...sound, lists: { ...sound.lists, bb1: [] } },
      'scheme.list-empty lists.bb1',
    ],
    [
      'a name without a rule',
      { ...sound, drgNames: { ...sound.drgNames, BZ19: '其他' } },
      'scheme.drg-without-rule drgNames.BZ19',
    ],
    ['a rule without a name', { ...sound, drgNames: namesBut('BR11') }, 'scheme.drg-without-name adrgs.BR1.drgs[0]'],
    [
      'a name that says without where the condition says with',
      { ...sound, drgNames: { ...sound.drgNames, BR11: 'BR1，不伴并发症或合并症' } },
      'scheme.name-contradicts adrgs.BR1.drgs[0].when',
    ],
    [
      'an age in the name that nobody tests',
      { ...sound, drgNames: { ...sound.drgNames, BR15: 'BR1，小于17岁，不伴并发症或合并症' } },
      'scheme.name-untested adrgs.BR1.drgs[2].when',
    ],
    [
      'an age in the condition that the name does not tell',
      withSplits([{ drg: 'BR11', when: { all: [{ mcc: true }, { ageYears: { lt: 17 } }] } }, ...branches.slice(1)]),
      'scheme.name-silent adrgs.BR1.drgs[0].when',
    ],
    [
      'an exclusion table without complications',
      { ...sound, exclusions: [...sound.exclusions, { principalDx: 'G00', table: '7' }] },
      'scheme.table-without-complication exclusions',
    ],
    [
      'complications whose table excludes nothing',
      { ...sound, complications: [...sound.complications, { dx: 'A41', level: 'MCC', table: '7' }] },
      'scheme.table-without-principal complications',
    ],
    [
      'a diagnosis in two tables',
      { ...sound, exclusions: [...sound.exclusions, { principalDx: 'G00', table: '2' }] },
      'scheme.table-several exclusions',
    ],
    [
      'a code with an invisible character',
      { ...sound, lists: { ...sound.lists, bb1: ['01.01', '\uFEFF01.02'] } },
      'scheme.code-untidy lists.bb1',
    ],
  ]
  for (const [what, scheme, expected] of warnings) {
    test(what, () => {
      const found = said(checkScheme(scheme))
      assert.ok(found.includes(`warn ${expected}`), found.join('\n'))
    })
  }

  test('codes that a catalogue does not know, when one is given', () => {
    const diagnoses = new Set(['G00', 'G01', 'J96', 'E11'])
    assert.deepEqual(checkScheme(sound, { diagnoses }), [])
    const found = checkScheme(sound, { diagnoses, operations: new Set(['01.01']) })
    assert.deepEqual(said(found), ['warn scheme.code-unknown lists.bb1'])
    assert.deepEqual(found[0]?.facts, { codes: ['01.02'], count: 1 })
  })
})

test('a table 999 says that nothing is excluded, as the national scheme has it', () => {
  const complications = [...sound.complications, { dx: 'A41', level: 'MCC' as const, table: '999' }]
  assert.deepEqual(checkScheme({ ...sound, complications }), [])
})

test('an ADRG split by MCC alone may call the rest 不伴并发症或合并症, as the national scheme does', () => {
  const scheme = withSplits([
    { drg: 'BR11', when: { mcc: true } },
    { drg: 'BR15', when: always },
  ])
  assert.deepEqual(checkScheme(scheme), [])
})
