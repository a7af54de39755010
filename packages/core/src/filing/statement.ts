import { type Enrolment, enrolmentOn, type Insured, type Provider, type SchemeCode } from '../encounter/index.ts'
import {
  type DateRange,
  dateOf,
  type IsoDate,
  inRange,
  type LocalDateTime,
  ok,
  type Result,
  rangeThrough,
  refuse,
} from '../kernel/index.ts'
import type { FilingRefusal } from './refusals.ts'
import type { Filing } from './types.ts'

/** What must be known of a person to file something. */
export interface FilingPerson {
  readonly insured: Insured
  readonly enrolments: readonly Enrolment[]
  /** Revoked ones included. */
  readonly filings: readonly Filing[]
}

/** What every filing states. */
export interface FilingStatement {
  /** The new number, never given before. */
  readonly filingId: string
  readonly by: Provider
  readonly at: LocalDateTime
  readonly begin: IsoDate
  /** The last day; null when it is open. */
  readonly end: IsoDate | null
  readonly details: Filing['details']
}

/** An institution as a message names it, and what the centre knows of it. */
export interface NamedInstitution {
  /** The national name of the field that names it. */
  readonly field: string
  readonly providerCode: string
  readonly provider: Provider | null
}

/** The head of a new filing without what is said of the insurance. */
export function headOf({ insured }: FilingPerson, { filingId, by, at, details }: FilingStatement, range: DateRange) {
  const { insuredId } = insured
  return { filingId, insuredId, range, filedBy: by.providerCode, filedAt: at, state: 'valid', details } as const
}

/** The days from the first to the last stated one. Refuses with `filing.ends-before-it-begins`. */
export function statedRange({ begin, end }: FilingStatement): Result<DateRange, FilingRefusal> {
  if (end !== null && end < begin) return refuse({ code: 'filing.ends-before-it-begins', from: begin, through: end })
  return ok(rangeThrough(begin, end))
}

/**
 * The person's insurance of the scheme on the first day of the filing.
 *
 * Refuses with `filing.not-insured`, and with `filing.division-differs` when the message names another place.
 */
export function insuredFrom(
  { insured, enrolments }: FilingPerson,
  { begin }: FilingStatement,
  scheme: SchemeCode,
  division: string | null,
): Result<Enrolment, FilingRefusal> {
  const enrolment = enrolmentOn(enrolments, scheme, begin)
  // Nobody is insured before birth, whatever the first day of the enrolment.
  if (enrolment === null || begin < insured.birth) return refuse({ code: 'filing.not-insured', scheme, on: begin })
  const filed = enrolment.division
  if (division === null || division === filed) return ok(enrolment)
  return refuse({ code: 'filing.division-differs', field: 'insu_optins', stated: division, filed })
}

/** Refuses with `filing.date-in-future` what is said to have happened after the day of filing. */
export function notInFuture(field: string, date: IsoDate, at: LocalDateTime): Result<IsoDate, FilingRefusal> {
  const today = dateOf(at)
  return date > today ? refuse({ code: 'filing.date-in-future', field, date, today }) : ok(date)
}

/** A pharmacy treats nobody: it neither diagnoses nor sends on nor receives. Refuses with `filing.pharmacy`. */
export function treating(field: string, provider: Provider): Result<Provider, FilingRefusal> {
  const { kind, providerCode } = provider
  return kind === 'pharmacy' ? refuse({ code: 'filing.pharmacy', field, providerCode }) : ok(provider)
}

/**
 * An institution that the centre knows, within its agreement on the day.
 *
 * Refuses with `filing.unknown-institution` and `filing.not-designated`.
 */
export function knownOn(named: NamedInstitution, on: IsoDate): Result<Provider, FilingRefusal> {
  const { field, providerCode, provider } = named
  if (provider === null) return refuse({ code: 'filing.unknown-institution', field, providerCode })
  return inRange(provider.range, on) ? ok(provider) : refuse({ code: 'filing.not-designated', field, providerCode, on })
}
