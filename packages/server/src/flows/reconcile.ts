import { isUtf8 } from 'node:buffer'
import { type DivisionCode, isWithin, ok, parseDivisionCode, type Result, refuse } from '@yibao/core/kernel'
import {
  addSums,
  compareRows,
  compareSums,
  type Finding,
  figuresThatDiffer,
  noSums,
  type ReconciliationRefusal,
  type RowFault,
  type StatedRow,
  type Sums,
  sumsOf,
} from '@yibao/core/reconciliation'
import type { FileRefusal } from './file-refusals.ts'
import { fileOf, keepFile } from './files.ts'
import type { CarriedFile, Ports } from './ports.ts'
import type { NamedSettlement, PartSums, PeriodQuestion } from './reconciliation-ports.ts'

/** More rows than the largest hospital settles in a month; beyond it a shorter period is asked for. */
const rowsAtMost = 200_000

/** Which rows of the institution are compared. */
export interface Selection extends PeriodQuestion {
  /** The office that settles (`setl_optins`): the division of insurance, or one that it lies in. */
  readonly office: string
  /** Null for every scheme. */
  readonly scheme: string | null
  /** Whether settlements of this kind of care (national `med_type`) belong to the clearing type asked about. */
  readonly clears: (medType: string) => boolean
}

function officeOf({ begin, end, office }: Selection): Result<DivisionCode, ReconciliationRefusal> {
  if (end < begin) return refuse({ code: 'reconciliation.bad-period', begin, end })
  const division = parseDivisionCode(office)
  return division.ok ? division : refuse({ code: 'reconciliation.bad-division', stated: office })
}

async function partsOf(
  ports: Pick<Ports, 'reconciliation'>,
  selection: Selection,
): Promise<Result<readonly PartSums[], ReconciliationRefusal>> {
  const office = officeOf(selection)
  if (!office.ok) return office
  const { scheme, clears } = selection
  const parts = await ports.reconciliation.sums(selection)
  return ok(
    parts.filter(
      (part) =>
        (scheme === null || part.scheme === scheme) && clears(part.medType) && isWithin(part.division, office.value),
    ),
  )
}

const totalOf = (parts: readonly PartSums[]): Sums => parts.reduce<Sums>(addSums, noSums)

export interface ComparedTotals {
  readonly outcome: ReturnType<typeof compareSums>
  readonly filed: Sums
}

/** Compares the totals of a period (3201). */
export async function reconcileTotals(
  ports: Pick<Ports, 'reconciliation'>,
  selection: Selection,
  stated: Sums,
): Promise<Result<ComparedTotals, ReconciliationRefusal>> {
  const parts = await partsOf(ports, selection)
  if (!parts.ok) return parts
  const filed = totalOf(parts.value)
  return ok({ outcome: compareSums(stated, filed), filed })
}

/** What the door knows of the form of both files. */
export interface DetailForms {
  read(text: string): { readonly rows: readonly StatedRow[]; readonly faults: readonly RowFault[] }
  /** @param named what is on file elsewhere of the rows that only the institution has, by settlement */
  write(findings: readonly Finding[], named: ReadonlyMap<string, NamedSettlement>): string
}

export interface DetailOrder {
  readonly selection: Selection
  readonly fileNo: string
  readonly stated: Pick<Sums, 'count' | 'total' | 'fund'>
  readonly forms: DetailForms
}

/** The text of the one file in an uploaded archive. */
async function textOf(
  ports: Pick<Ports, 'archives'>,
  { filename, content }: CarriedFile,
): Promise<Result<string, FileRefusal | ReconciliationRefusal>> {
  const unpacked = await ports.archives.unpack(content)
  if (!unpacked.ok) {
    const { error } = unpacked
    return error.code === 'file.not-an-archive' ? refuse({ ...error, filename }) : unpacked
  }
  const [entry, ...others] = unpacked.value
  if (entry === undefined || others.length > 0) {
    return refuse({ code: 'reconciliation.not-one-text', filename, entries: unpacked.value.length })
  }
  if (!isUtf8(entry.content)) return refuse({ code: 'reconciliation.bad-encoding', filename: entry.name })
  return ok(Buffer.from(entry.content).toString('utf8'))
}

function lineCount(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The rows of the file, if they are what the message says of them. */
function statedRows(text: string, { forms, stated }: DetailOrder): Result<readonly StatedRow[], ReconciliationRefusal> {
  // Millions of empty rows pack into a few kilobytes: reading them would hold up everybody.
  const lines = lineCount(text)
  if (lines > rowsAtMost + 1) return refuse({ code: 'reconciliation.too-many-rows', count: lines, limit: rowsAtMost })
  const { rows, faults } = forms.read(text)
  if (faults.length > 0) return refuse({ code: 'reconciliation.bad-rows', count: faults.length, faults })
  const differences = figuresThatDiffer(['count', 'total', 'fund'], stated, sumsOf(rows))
  return differences.length === 0 ? ok(rows) : refuse({ code: 'reconciliation.sums-differ', differences })
}

async function findingsOf(
  ports: Pick<Ports, 'reconciliation'>,
  selection: Selection,
  parts: readonly PartSums[],
  stated: readonly StatedRow[],
): Promise<readonly Finding[]> {
  const comparison = compareRows(stated)
  const findings: Finding[] = []
  const { pages } = ports.reconciliation
  const divisions = [...new Set(parts.map(({ division }) => division))]
  const medTypes = [...new Set(parts.map(({ medType }) => medType))]
  for await (const page of pages(selection, { divisions, medTypes })) {
    for (const row of page) {
      const finding = comparison.take(row)
      if (finding !== null) findings.push(finding)
    }
  }
  return [...findings, ...comparison.rest()]
}

async function elsewhere(
  ports: Pick<Ports, 'reconciliation'>,
  providerCode: string,
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, NamedSettlement>> {
  const strays = findings.flatMap((finding) =>
    finding.kind === 'institution-only' && !finding.duplicate ? [finding.stated] : [],
  )
  const named = strays.length === 0 ? [] : await ports.reconciliation.named(providerCode, strays)
  return new Map(named.map((settlement) => [settlement.settlementId, settlement]))
}

/**
 * Compares an uploaded file with what is on file, row by row (3202), and keeps the findings as a file that only the
 * institution may fetch.
 */
export async function reconcileDetails(
  ports: Pick<Ports, 'reconciliation' | 'files' | 'archives' | 'clock' | 'newId'>,
  order: DetailOrder,
): Promise<Result<CarriedFile, FileRefusal | ReconciliationRefusal>> {
  const { selection, fileNo, forms } = order
  const { providerCode, begin, end } = selection
  const parts = await partsOf(ports, selection)
  if (!parts.ok) return parts
  const file = await fileOf(ports, providerCode, fileNo)
  if (!file.ok) return file
  const text = await textOf(ports, file.value)
  if (!text.ok) return text
  const stated = statedRows(text.value, order)
  if (!stated.ok) return stated
  const { count } = totalOf(parts.value)
  if (count > rowsAtMost) return refuse({ code: 'reconciliation.too-many-rows', count, limit: rowsAtMost })
  const findings = await findingsOf(ports, selection, parts.value, stated.value)
  const result = forms.write(findings, await elsewhere(ports, providerCode, findings))
  const name = `3202-${begin.replaceAll('-', '')}-${end.replaceAll('-', '')}`
  const content = await ports.archives.pack([{ name: `${name}.txt`, content: Buffer.from(result) }])
  return ok(await keepFile(ports, { providerCode, filename: `${name}.zip`, content }))
}
