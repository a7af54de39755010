import fc from 'fast-check'
import type { Bounds, Condition, Mdc, Scheme } from '../../src/drg/index.ts'
import type { DischargeRecord } from '../../src/encounter/index.ts'

const diagnosisCodes = ['D0', 'D1', 'D2', 'D3', 'D4', 'D5+G01*', 'D6', 'D7']
const operationCodes = ['O0', 'O1', 'O2', 'O3', 'O4']
const diagnosisLists = ['d0', 'd1', 'd2', 'd3']
const operationLists = ['o0', 'o1', 'o2']
const mdcCodes = ['MDCA', 'MDCB', 'MDCC', 'MDCD']
const adrgKeys = ['A1', 'A2', 'B1', 'B2', 'C1', 'C1_2']
const tables = ['1', '2', '3']

/** Limits and values that meet each other. */
const small = fc.constantFrom(0, 1, 2, 28, 29, 30)
const bounds: fc.Arbitrary<Bounds> = fc.record(
  { lt: small, lte: small, gt: small, gte: small, eq: small },
  { requiredKeys: [] },
)

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...diagnosisLists).map((dx1In): Condition => ({ dx1In })) },
  fc.constantFrom(...diagnosisLists).map((dx2In): Condition => ({ dx2In })),
  fc.constantFrom(...diagnosisLists).map((dxAnyIn): Condition => ({ dxAnyIn })),
  { weight: 4, arbitrary: fc.constantFrom(...operationLists).map((op1In): Condition => ({ op1In })) },
  fc.constantFrom(...operationLists).map((op2In): Condition => ({ op2In })),
  fc.constantFrom(...operationLists).map((opAnyIn): Condition => ({ opAnyIn })),
  fc.constantFrom<Condition>({ hasOp: true }, { mcc: true }, { cc: true }, { const: true }, { const: false }),
  fc.constantFrom<Condition>({ gender: '1' }, { gender: '2' }),
  fc.subarray(['1', '5']).map((leavingType): Condition => ({ leavingType })),
  fc.subarray(['0402', 'ICU']).map((dept): Condition => ({ dept })),
  fc
    .constantFrom('ageYears', 'ageDays', 'weightG', 'stayDays', 'icuHours')
    .chain((field) => bounds.map((given) => ({ [field]: given }) as Condition)),
  fc
    .record({ lists: fc.subarray(diagnosisLists), min: fc.nat(3) })
    .map(({ lists, min }): Condition => ({ traumaSites: { sites: lists.map((dx) => ({ name: dx, dx })), min } })),
)

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any): Condition => ({ any })),
    tie('condition').map((not): Condition => ({ not })),
  ),
}))

const mdc: fc.Arbitrary<Mdc> = fc.record({
  name: fc.constant('大类'),
  when: condition,
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...adrgKeys).map((adrg) => ({ adrg })) },
      fc.record({ result: fc.constantFrom('AQY', 'BQY'), when: condition }),
    ),
    { maxLength: 40 },
  ),
})

/** Schemes of every shape that the language allows, over few codes, so that conditions meet. */
export const randomScheme: fc.Arbitrary<Scheme> = fc.record({
  scheme: fc.constant('random'),
  title: fc.constant('随机方案'),
  range: fc.constant(null),
  mdcOrder: fc.shuffledSubarray(mdcCodes),
  mdcs: fc
    .tuple(mdc, mdc, mdc, mdc)
    .map((mdcs) => Object.fromEntries(mdcs.map((one, index) => [mdcCodes[index], one]))),
  adrgs: fc
    .array(
      fc.record({
        when: condition,
        drgs: fc.array(fc.record({ drg: fc.constantFrom('X1', 'X3', 'X5', 'X9'), when: condition }), { maxLength: 4 }),
        else: fc.constantFrom('', 'X'),
      }),
      { minLength: adrgKeys.length, maxLength: adrgKeys.length },
    )
    .map((adrgs) =>
      Object.fromEntries(
        adrgs.map((adrg, index) => {
          const key = adrgKeys[index] ?? ''
          return [key, { ...adrg, code: key.slice(0, 2), name: key }]
        }),
      ),
    ),
  drgNames: fc.constant({}),
  fallbacks: fc.array(
    fc.constantFrom('0000', 'X', 'X9').map((whenResult) => ({ whenResult, retry: 'eachOtherOperationAlone' as const })),
    {
      maxLength: 2,
    },
  ),
  lists: fc
    .record(
      Object.fromEntries([
        ...diagnosisLists.map((list) => [list, fc.subarray(diagnosisCodes)]),
        ...operationLists.map((list) => [list, fc.subarray(operationCodes)]),
      ]) as Record<string, fc.Arbitrary<string[]>>,
    )
    .map((lists) => ({ ...lists, idle: ['Z9'] })),
  complications: fc.array(
    fc.record({
      dx: fc.constantFrom(...diagnosisCodes),
      level: fc.constantFrom('MCC' as const, 'CC' as const),
      table: fc.constantFrom(...tables),
    }),
    { maxLength: 10 },
  ),
  exclusions: fc.array(
    fc.record({ principalDx: fc.constantFrom(...diagnosisCodes), table: fc.constantFrom(...tables) }),
    { maxLength: 8 },
  ),
})

const or = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 20 })

/** Records over the same codes and some that no list holds; few of them cannot be grouped. */
export const randomRecord: fc.Arbitrary<DischargeRecord> = fc
  .record({
    gender: fc.oneof({ weight: 20, arbitrary: fc.constantFrom('1', '2') }, fc.constantFrom('', '0', '9')),
    ageYears: or(fc.constantFrom(0, 0, 1, 2, 28, 30)),
    ageDays: or(small),
    birthWeightGrams: or(small),
    department: or(fc.constantFrom('0402', 'ICU', '')),
    stayDays: or(small),
    leavingType: or(fc.constantFrom('1', '5', '9')),
    diagnoses: fc.oneof(
      {
        weight: 20,
        arbitrary: fc.array(fc.constantFrom(...diagnosisCodes, 'D?', 'Z9'), { minLength: 1, maxLength: 5 }),
      },
      fc.constant([]),
    ),
    operations: fc.array(fc.constantFrom(...operationCodes, 'O?'), { maxLength: 4 }),
    intensiveCareHours: or(small),
  })
  // Beside years a zero may stand for "no days".
  .map((record) => ({ ...record, ageDays: record.ageYears === 0 || record.ageDays === 0 ? record.ageDays : null }))
