import type { Scheme } from '../../src/drg/index.ts'
import type { DischargeRecord } from '../../src/encounter/index.ts'

/** A scheme small enough to be walked by hand, with every kind of step. */
export const clinicScheme: Scheme = {
  scheme: 'clinic',
  title: '小方案',
  range: null,
  mdcOrder: ['MDCA', 'MDCP', 'MDCZ', 'MDCM', 'MDCB', 'MDCX'],
  mdcs: {
    MDCA: { name: '先期分组', when: { op1In: 'ops.valid' }, steps: [{ adrg: 'AA1' }] },
    MDCP: {
      name: '新生儿',
      when: { all: [{ dx1In: 'P.dx' }, { ageYears: { eq: 0 } }] },
      steps: [{ adrg: 'PS1' }, { adrg: 'PS2' }],
    },
    MDCZ: {
      name: '多发创伤',
      when: {
        all: [
          { dx1In: 'Z.dx' },
          {
            traumaSites: {
              sites: [
                { name: '头', dx: 'Z.head' },
                { name: '胸', dx: 'Z.chest' },
              ],
              min: 2,
            },
          },
        ],
      },
      steps: [{ adrg: 'ZZ1' }],
    },
    MDCM: { name: '男性生殖', when: { all: [{ dx1In: 'M.dx' }, { gender: '1' }] }, steps: [{ adrg: 'MZ1' }] },
    MDCB: {
      name: '神经系统',
      when: { dx1In: 'B.dx' },
      steps: [{ adrg: 'BB1' }, { result: 'BQY', when: { opAnyIn: 'ops.valid' } }, { adrg: 'BR1' }, { adrg: 'BV1' }],
    },
    MDCX: { name: '其他', when: { dx1In: 'X.dx' }, steps: [{ adrg: 'XT1' }, { adrg: 'XZ1_1' }] },
  },
  adrgs: {
    AA1: {
      code: 'AA1',
      name: '移植',
      when: { opAnyIn: 'A.ops' },
      drgs: [{ drg: 'AA19', when: { const: true } }],
      else: '',
    },
    PS1: {
      code: 'PS1',
      name: '极低体重',
      when: { all: [{ ageDays: { lte: 28 } }, { weightG: { gt: 0, lt: 1500 } }] },
      drgs: [{ drg: 'PS19', when: { const: true } }],
      else: '',
    },
    PS2: {
      code: 'PS2',
      name: '足月',
      when: { ageDays: { lte: 28 } },
      drgs: [{ drg: 'PS21', when: { mcc: true } }],
      else: 'PS2',
    },
    ZZ1: { code: 'ZZ1', name: '创伤', when: { const: true }, drgs: [{ drg: 'ZZ19', when: { const: true } }], else: '' },
    MZ1: { code: 'MZ1', name: '男性', when: { const: true }, drgs: [{ drg: 'MZ19', when: { const: true } }], else: '' },
    BB1: {
      code: 'BB1',
      name: '开颅',
      when: { op1In: 'B.ops' },
      drgs: [
        { drg: 'BB11', when: { mcc: true } },
        { drg: 'BB13', when: { any: [{ mcc: true }, { cc: true }] } },
        { drg: 'BB15', when: { const: true } },
      ],
      else: 'BB1',
    },
    BR1: {
      code: 'BR1',
      name: '卒中',
      when: { dx1In: 'B.stroke' },
      drgs: [
        { drg: 'BR11', when: { mcc: true } },
        { drg: 'BR15', when: { not: { any: [{ leavingType: ['5'] }, { dept: ['ICU'] }] } } },
      ],
      else: '',
    },
    BV1: {
      code: 'BV1',
      name: '有并发症',
      when: { const: true },
      drgs: [{ drg: 'BV13', when: { cc: true } }],
      else: '',
    },
    XT1: {
      code: 'XT1',
      name: '无手术',
      when: { all: [{ not: { opAnyIn: 'ops.valid' } }, { dxAnyIn: 'X.infection' }] },
      drgs: [{ drg: 'XT19', when: { const: true } }],
      else: '',
    },
    XZ1_1: {
      code: 'XZ1',
      name: '其余',
      when: { op1In: 'X.ops' },
      drgs: [{ drg: 'XZ19', when: { const: true } }],
      else: '',
    },
  },
  drgNames: {},
  fallbacks: [{ whenResult: '0000', retry: 'eachOtherOperationAlone' }],
  lists: {
    'ops.valid': ['10.1', '20.1', '30.1'],
    'A.ops': ['10.1'],
    'P.dx': ['P07.3'],
    'Z.dx': ['S06.0', 'S22.3'],
    'Z.head': ['S06.0'],
    'Z.chest': ['S22.3'],
    'M.dx': ['N40', 'C79.8'],
    'B.dx': ['I63.9', 'G45.9', 'S06.0', 'A17.0+G01*'],
    'B.ops': ['20.1'],
    'B.stroke': ['I63.9'],
    'X.dx': ['G45.9', 'Z76', 'C79.8'],
    'X.infection': ['B99'],
    'X.ops': ['89.5'],
  },
  complications: [
    { dx: 'J96.0', level: 'MCC', table: '1' },
    { dx: 'J96.0', level: 'MCC', table: '7' },
    { dx: 'K92.2', level: 'MCC', table: '4' },
    { dx: 'I10', level: 'CC', table: '2' },
    { dx: 'E11.9', level: 'CC', table: '999' },
  ],
  exclusions: [
    { principalDx: 'I63.9', table: '2' },
    { principalDx: 'I63.9', table: '7' },
    { principalDx: 'G45.9', table: '2' },
  ],
}

/** A grown woman's stay without operations, but for what a test says. */
export function stayOf(principal: string, changes: Partial<DischargeRecord> = {}): DischargeRecord {
  return {
    gender: '2',
    ageYears: 60,
    ageDays: null,
    birthWeightGrams: null,
    department: '0301',
    stayDays: 8,
    leavingType: '1',
    diagnoses: [principal],
    operations: [],
    intensiveCareHours: null,
    ...changes,
  }
}
