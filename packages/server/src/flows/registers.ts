import { dateOf, ok, type Result, refuse } from '@yibao/core/kernel'
import type { Ports } from './ports.ts'
import type {
  Department,
  InstitutionQuestion,
  Practitioner,
  PractitionerQuestion,
  RegisteredInstitution,
} from './register-ports.ts'

/** Why a register does not answer. */
export type RegisterRefusal =
  | {
      readonly code: 'register.too-many'
      readonly what: 'institutions' | 'practitioners' | 'departments'
      readonly limit: number
    }
  | { readonly code: 'register.unknown-dictionary'; readonly type: string }

/** An answer has no pages: more rows than this would be a download of the register. */
const limit = 500

type Found<Row> = Promise<Result<readonly Row[], RegisterRefusal>>

async function atMost<Row>(
  what: Extract<RegisterRefusal, { code: 'register.too-many' }>['what'],
  find: (limit: number) => Promise<readonly Row[]>,
): Found<Row> {
  const rows = await find(limit + 1)
  return rows.length > limit ? refuse({ code: 'register.too-many', what, limit }) : ok(rows)
}

type Needed = Pick<Ports, 'registers' | 'clock'>

/** Institutions with an agreement today, by kind, part of the name, or code. Refuses with `register.too-many`. */
export function findInstitutions(
  { registers, clock }: Needed,
  question: InstitutionQuestion,
): Found<RegisteredInstitution> {
  return atMost('institutions', (most) => registers.institutions(question, dateOf(clock.now()), most))
}

/** An institution's own departments, past and present. Refuses with `register.too-many`. */
export function departmentsOf({ registers }: Needed, providerCode: string): Found<Department> {
  return atMost('departments', (most) => registers.departments(providerCode, most))
}

/**
 * Practitioners by kind: of the asking institution, or everywhere when certificate, name or code says who is meant.
 * Refuses with `register.too-many`.
 */
export function findPractitioners(
  { registers }: Needed,
  question: Omit<PractitionerQuestion, 'providerCode'>,
  asking: string,
): Found<Practitioner> {
  const named = question.certificateNumber !== null || question.name !== null || question.code !== null
  const providerCode = named ? null : asking
  return atMost('practitioners', (most) => registers.practitioners({ ...question, providerCode }, most))
}
