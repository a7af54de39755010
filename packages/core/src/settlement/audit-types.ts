import type {
  AuditFinding,
  AuditGround,
  AuditResult,
  AuditVisit,
  DeductionBearer,
  NotEvaluated,
} from '../audit/index.ts'
import type { BillTotals, TraceStep } from '../benefit/index.ts'
import type { Catalog, CatalogItem } from '../catalog/index.ts'
import type { BillLine, Diagnosis, Enrolment, Insured, Provider, Visit } from '../encounter/index.ts'
import type { Fen, IsoDate } from '../kernel/index.ts'

/** The rows of each code, as much of them as a line on file needs: all else it has kept itself. */
export type SeenCatalog = ReadonlyMap<string, readonly Pick<CatalogItem, 'range' | 'ceilings' | 'restriction'>[]>

/** What is looked up for visits on file. */
export interface SeenSources {
  readonly catalog: SeenCatalog
  readonly providerOf: (providerCode: string) => Provider | null
}

/** What the rules look up: the catalogue on the day of a fee, and institutions. */
export interface AuditSources extends SeenSources {
  readonly catalog: Catalog
}

/** A line on file as rules look at it. */
export interface SeenLine
  extends Pick<BillLine, 'lineNumber' | 'itemCode' | 'at' | 'price' | 'quantity' | 'approval' | 'ordered'> {
  readonly refundOf: string | null
  readonly item: Pick<CatalogItem, 'kind' | 'name' | 'class' | 'chargeType'>
  readonly split: Pick<BillTotals, 'total' | 'eligible'>
}

/** A visit on file with those of its lines that are looked at, refunds among them. */
export interface SeenVisit {
  readonly visit: Visit
  readonly diagnoses: readonly Diagnosis[]
  readonly lines: readonly SeenLine[]
  /** What only the archive knows: how it was settled and what was operated on. The total where not all lines were read. */
  readonly more?: Partial<
    Pick<
      AuditVisit,
      'settledAt' | 'settlementId' | 'total' | 'fundPaid' | 'accountPaid' | 'cashPaid' | 'drg' | 'adrg' | 'operations'
    >
  >
}

/** What is known of the person beside the visits. */
export interface SeenPerson {
  readonly insured: Pick<Insured, 'insuredId' | 'gender' | 'birth' | 'diedOn'>
  readonly enrolments: readonly Enrolment[]
}

/** The past of a person as far as it was read. */
export interface PersonPast {
  /** From this day on it is complete. */
  readonly from: IsoDate
  /** Settled visits beside the one at hand, each with those of its settled lines that were asked for. */
  readonly visits: readonly SeenVisit[]
}

/** A rule in the words of a finding: what a doctor, a cashier and the person read. */
export interface ToldRule {
  readonly name: { readonly zh: string; readonly en: string }
  /** The clause that it protects. */
  readonly basis: string
  readonly says: { readonly zh: string; readonly en: string }
}

/** The audit rules in force for a bill, and what they look up. */
export interface BillAudit extends AuditSources {
  /** Names the rules and their tables: what was found can be found again. */
  readonly release: string
  readonly find: (ground: AuditGround) => AuditResult
  readonly tell: (finding: AuditFinding) => ToldRule
}

/** The parts of a line that a deduction is taken out of; they add up to it. */
export type DeductedParts = Omit<BillTotals, 'total'>

/**
 * What an audit rule takes out of one line of a bill. Negative where a later bill of a stay gives it back: the line was
 * refunded, or what made it one too many was.
 */
export interface BilledDeduction {
  readonly lineNumber: string
  readonly rule: string
  readonly bears: DeductionBearer
  readonly amount: Fen
  readonly parts: DeductedParts
  /** The stream of the line's eligible part. */
  readonly stream: string
}

/** What audit rules took out of a bill, and of which release they are. */
export interface AuditBasis {
  readonly release: string
  readonly deductions: readonly BilledDeduction[]
}

/** A finding with its words and what was taken out of the bill for it. */
export interface ScreenedFinding extends ToldRule {
  readonly finding: AuditFinding
  /** In fen; negative where a later bill of a stay gives it back. */
  readonly deducted: Fen
}

/** What the rules found about one bill. */
export interface Screening {
  readonly release: string
  readonly findings: readonly ScreenedFinding[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** Undefined when nothing is taken out. */
  readonly audit: AuditBasis | undefined
  readonly trace: readonly TraceStep[]
}
