import type { CatalogItem } from '@yibao/core/catalog'
import type { Enrolment, Insured, Provider } from '@yibao/core/encounter'
import type { Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { Signup } from './capitation-ports.ts'
import type { CodeList } from './catalogue-ports.ts'
import type { Credit } from './credit-ports.ts'
import type { Sharing } from './family-ports.ts'
import type { Department, Practitioner } from './register-ports.ts'
import type { NewFundIncome } from './wall-ports.ts'

/** What is wrong with one cell of a file: where, the value as read, what is wrong with it, and what to do about it. */
export interface ImportProblem {
  readonly line: number
  /** As the file's own header calls it; empty when the whole row is meant. */
  readonly column: string
  readonly value: string
  readonly what: string
  readonly cure: string
}

export type SourceItem<T> =
  | {
      readonly kind: 'row'
      readonly line: number
      readonly value: T
      /** What the file's header calls a column of ours. */
      readonly labels: Readonly<Record<string, string>>
    }
  | { readonly kind: 'bad'; readonly line: number; readonly problems: readonly ImportProblem[] }
  /** A row left out on purpose: no fault, but the importer is told. */
  | { readonly kind: 'note'; readonly note: ImportProblem }
  /** The file as a whole cannot be read on; `--skip-bad` does not help. */
  | { readonly kind: 'unreadable'; readonly problem: ImportProblem }

export interface ImportSource<T> {
  readonly file: string
  /** Reads the file from its beginning, each time it is called. */
  rows(): AsyncIterable<SourceItem<T>>
}

/** One insurance of one person, as a bureau hands its members over. */
export interface Member {
  readonly insured: Omit<Insured, 'diedOn'>
  /** 社保卡号; null leaves a card that is already known as it is. */
  readonly cardNumber: string | null
  readonly enrolment: Enrolment
  /** fen, the personal account at the start; null says nothing about it. */
  readonly openingBalance: Fen | null
}

export interface MemberRow extends Member {
  /** First days of the person's insurances of the same scheme in earlier rows of the same file. */
  readonly earlierFrom: readonly IsoDate[]
}

/** A person as the database knows him before the import. */
export interface KnownMember {
  readonly insured: Omit<Insured, 'diedOn'>
  readonly enrolments: readonly Enrolment[]
  readonly credentials: readonly Credential[]
  readonly balance: Fen
  /** What the opening entry booked; zero without one. */
  readonly openingBalance: Fen
}

export interface Credential {
  /** National `mdtrt_cert_type`. */
  readonly type: string
  readonly number: string
}

export interface MemberSurvey {
  readonly known: ReadonlyMap<string, KnownMember>
  /** The person who holds a credential, by `credentialKey`. */
  readonly holders: ReadonlyMap<string, string>
}

export interface WriteCounts {
  readonly added: number
  readonly changed: number
  /** Catalogue rows that end where a newer row of their code begins. */
  readonly closed: number
}

export interface DiagnosisRow {
  readonly edition: string
  readonly code: string
  readonly name: string
}

/** An entry of one of the further code lists; what is not told is empty. */
export interface CodeListItem {
  readonly list: CodeList
  readonly code: string
  readonly name: string
  readonly classCode: string
  readonly className: string
  readonly division: string
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly note: string
  readonly source: string
}

export type CatalogueRow =
  | { readonly kind: 'item'; readonly item: CatalogItem }
  | { readonly kind: 'diagnosis'; readonly diagnosis: DiagnosisRow }
  | { readonly kind: 'code'; readonly item: CodeListItem }

export interface ProviderKey {
  readonly account: string
  readonly providerCode: string
  /** As the secret box sealed it. */
  readonly sealedSecret: Uint8Array
  readonly createdAt: LocalDateTime
}

export interface Operator {
  readonly providerCode: string
  readonly operatorNumber: string
  readonly name: string
}

/** Set-based writers; each call is one batch inside the caller's transaction, and the same rows twice change nothing. */
export interface ImportWriters {
  /** An opening balance is booked for persons who are new, and only then. */
  writeMembers(members: readonly Member[], at: LocalDateTime): Promise<void>
  /** Authorisations of family account sharing; both people are on file. */
  writeSharings(sharings: readonly Sharing[], at: LocalDateTime): Promise<WriteCounts>
  /** Credits of personal accounts, once per person and period. */
  writeCredits(credits: readonly Credit[], at: LocalDateTime): Promise<WriteCounts>
  /** Sign-ups for capitation; none of a person overlap. */
  writeSignups(
    signups: readonly Signup[],
    origin: { readonly file: string; readonly at: LocalDateTime },
  ): Promise<WriteCounts>
  /** Lines of the books of account of the funds. */
  writeFundIncome(
    lines: readonly NewFundIncome[],
    origin: { readonly at: LocalDateTime; readonly by: string },
  ): Promise<WriteCounts>
  writeProviders(providers: readonly Provider[]): Promise<WriteCounts>
  writeProviderKeys(keys: readonly ProviderKey[]): Promise<void>
  writeOperators(operators: readonly Operator[]): Promise<WriteCounts>
  writeCatalogItems(items: readonly CatalogItem[]): Promise<WriteCounts>
  writeDiagnoses(diagnoses: readonly DiagnosisRow[]): Promise<WriteCounts>
  writeCodeListItems(items: readonly CodeListItem[]): Promise<WriteCounts>
  writeDepartments(departments: readonly Department[]): Promise<WriteCounts>
  writePractitioners(practitioners: readonly Practitioner[]): Promise<WriteCounts>
}

export interface ImportStore {
  /** Runs `work` while no other import runs on the database; null when another one does. */
  alone<T>(work: () => Promise<T>): Promise<T | null>
  /** One transaction; with `keep` false everything is written and then taken back. */
  inTransaction<T>(keep: boolean, work: (writers: ImportWriters) => Promise<T>): Promise<T>
  surveyMembers(members: readonly Member[]): Promise<MemberSurvey>
}

/** Where an import tells what it finds and how far it is. */
export interface ImportListener {
  problem(file: string, problem: ImportProblem): void
  note(file: string, note: ImportProblem): void
  progress(phase: 'checking' | 'writing', rows: number): void
}

/** National `mdtrt_cert_type`: electronic voucher, identity card, social security card. */
const voucherType = { electronic: '01', identityCard: '02', socialSecurityCard: '03' } as const

/** `psn_cert_type` of the resident identity card. */
export const identityCardCertificate = '01'

/**
 * What a person may show at the counter. The electronic voucher's token is the state's business; this platform takes
 * `EC` and the person's number for it.
 */
export function credentialsOf(member: Pick<Member, 'insured' | 'cardNumber'>): readonly Credential[] {
  const { insured, cardNumber } = member
  const { certificateType, certificateNumber } = insured
  return [
    { type: voucherType.electronic, number: `EC${insured.insuredId}` },
    ...(certificateType === identityCardCertificate
      ? [{ type: voucherType.identityCard, number: certificateNumber }]
      : []),
    ...(cardNumber === null ? [] : [{ type: voucherType.socialSecurityCard, number: cardNumber }]),
  ]
}

export function credentialKey({ type, number }: Credential): string {
  return `${type}:${number}`
}
