import {
  diagnosisCodes,
  eachDiagnosisOnce,
  oneMainOperation,
  onePrincipalDiagnosis,
  operationCodes,
  operationsExplained,
  sexAgrees,
} from './check-coding.ts'
import { ageAgrees, deathHasDate, entriesFilled, newbornWeights, nursingWithinStay } from './check-person.ts'
import { sumsAgree } from './check-sums.ts'
import {
  durationsReadable,
  intensiveCareInOrder,
  operationsInOrder,
  registeredAgrees,
  stayInOrder,
} from './check-times.ts'
import type { Look } from './finding.ts'
import type { ListFinding, ListGround, SettlementList } from './types.ts'

/** Every quality check, by name, in the order in which its findings are told. */
const checks: Readonly<Record<string, Look>> = {
  onePrincipalDiagnosis,
  diagnosisCodes,
  eachDiagnosisOnce,
  oneMainOperation,
  operationCodes,
  stayInOrder,
  deathHasDate,
  operationsInOrder,
  intensiveCareInOrder,
  durationsReadable,
  sexAgrees,
  ageAgrees,
  newbornWeights,
  nursingWithinStay,
  operationsExplained,
  registeredAgrees,
  entriesFilled,
  sumsAgree,
}

/** Everything that the checks find in a list; what is found twice is told once. */
export function checkList(list: SettlementList, ground: ListGround): readonly ListFinding[] {
  const found = Object.values(checks).flatMap((look) => look(list, ground))
  const same = (a: ListFinding, b: ListFinding): boolean =>
    a.code === b.code && a.field === b.field && a.row === b.row && a.value === b.value && a.against === b.against
  return found.filter((one, index) => found.findIndex((other) => same(one, other)) === index)
}
