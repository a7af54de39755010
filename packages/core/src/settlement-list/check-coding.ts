import { isUnexplained, sexOfDiagnosis, sexOfOperation } from './code-ranges.ts'
import { finding, type Look, none } from './finding.ts'
import type { ListDiagnosis, ListOperation, SettlementList } from './types.ts'

/** National `diag_type` of a western diagnosis: the only kind that the insurance edition of ICD-10 codes. */
const western = '1'

const westernOf = (list: SettlementList): readonly ListDiagnosis[] =>
  list.diagnoses.filter(({ type }) => type === western)

export const principalOf = (list: SettlementList): ListDiagnosis | null =>
  westernOf(list).find(({ principal }) => principal) ?? null

const rowOf = (list: SettlementList, diagnosis: ListDiagnosis): number => list.diagnoses.indexOf(diagnosis) + 1

type CodedOperation = ListOperation & { readonly code: string; readonly row: number }

/** The operations that name a code, with their place in the list. */
const codedOperations = (list: SettlementList): readonly CodedOperation[] =>
  list.operations.flatMap((operation, index) =>
    operation.code === null ? [] : [{ ...operation, code: operation.code, row: index + 1 }],
  )

export const diagnosisCodes: Look = (list, { knownDiagnoses: known }) => {
  const coded = westernOf(list)
  if (coded.length === 0) return none
  if (known === null) return [finding('warn', 'code-not-checked', 'diagnosis')]
  return coded
    .filter(({ code }) => !known.has(code))
    .map((diagnosis) =>
      finding('refuse', 'code-unknown', 'diagnosis', { row: rowOf(list, diagnosis), value: diagnosis.code }),
    )
}

export const operationCodes: Look = (list, { knownOperations: known }) => {
  const without = list.operations.flatMap(({ code }, index) =>
    code === null ? [finding('refuse', 'missing', 'operation', { row: index + 1 })] : [],
  )
  const coded = codedOperations(list)
  if (coded.length === 0) return without
  if (known === null) return [...without, finding('warn', 'code-not-checked', 'operation')]
  const unknown = coded.filter(({ code }) => !known.has(code))
  return [
    ...without,
    ...unknown.map(({ row, code }) => finding('refuse', 'code-unknown', 'operation', { row, value: code })),
  ]
}

/** A list has one western principal diagnosis; a traditional one may have its own beside it. */
export const onePrincipalDiagnosis: Look = (list) => {
  const count = westernOf(list).filter(({ principal }) => principal).length
  return count === 1
    ? none
    : [finding('refuse', 'principal-diagnosis-count', 'principalDiagnosis', { value: String(count), against: '1' })]
}

export const oneMainOperation: Look = ({ operations }) => {
  const count = operations.filter(({ principal }) => principal).length
  return operations.length === 0 || count === 1
    ? none
    : [finding('refuse', 'principal-operation-count', 'principalOperation', { value: String(count), against: '1' })]
}

export const eachDiagnosisOnce: Look = ({ diagnoses }) =>
  diagnoses.flatMap(({ type, code }, index) => {
    const first = diagnoses.findIndex((other) => other.type === type && other.code === code)
    const where = { row: index + 1, value: code, against: String(first + 1) }
    return first === index ? [] : [finding('warn', 'diagnosis-twice', 'diagnosis', where)]
  })

export const sexAgrees: Look = (list, { insured: { gender } }) => {
  if (gender === 'unknown') return none
  const diagnoses = westernOf(list).map((diagnosis) => ({
    field: 'diagnosis' as const,
    row: rowOf(list, diagnosis),
    code: diagnosis.code,
    sex: sexOfDiagnosis(diagnosis.code),
  }))
  const operations = codedOperations(list).map(({ row, code }) => ({
    field: 'operation' as const,
    row,
    code,
    sex: sexOfOperation(code),
  }))
  return [...diagnoses, ...operations]
    .filter(({ sex }) => sex !== null && sex !== gender)
    .map(({ field, row, code }) => finding('refuse', 'sex-conflict', field, { row, value: code, against: gender }))
}

export const operationsExplained: Look = (list) => {
  const principal = principalOf(list)
  if (principal === null) return none
  return codedOperations(list)
    .filter(({ code }) => isUnexplained(code, principal.code))
    .map(({ row, code }) =>
      finding('warn', 'operation-unexplained', 'operation', { row, value: code, against: principal.code }),
    )
}
