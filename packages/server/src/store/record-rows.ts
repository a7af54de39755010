import type { Filing } from '@yibao/core/filing'
import { addFen, type Fen, type IsoDate } from '@yibao/core/kernel'
import type { Decision, FiledLine, PersonFile, RunningTotal, Settlement } from '@yibao/core/settlement'
import type { ArchivedMessage, Recording } from '../flows/ports.ts'
import { findingRows } from './finding-rows.ts'
import { listRows } from './list-store.ts'
import { type Recording as Form, type RowSet, recordings, type SentForm } from './record-sql.ts'
import { rowText, textArray, wholeText } from './sent-rows.ts'

/** A decision to be recorded, or a message beside any decision that is only kept; `effect` says that it holds its msgid. */
export type Written =
  | { readonly kind: 'decision'; readonly recording: Recording }
  | { readonly kind: 'message'; readonly message: ArchivedMessage; readonly effect: boolean }

/** The day under which the lines of the visit at hand are kept. */
const openedOnOf = (file: PersonFile, decision: Decision): IsoDate | null =>
  (decision.visit ?? file.visit)?.openedOn ?? null

function lineRow(line: FiledLine, openedOn: IsoDate | null) {
  const { item, split } = line
  return {
    visit_id: line.visitId,
    line_number: line.lineNumber,
    opened_on: openedOn,
    batch: line.batch,
    item_code: line.itemCode,
    local_item_code: line.localItemCode,
    charged_at: line.at,
    price: line.price,
    quantity: line.quantity,
    approval: line.approval,
    ordered: line.ordered ?? null,
    item_kind: item.kind,
    item_name: item.name,
    item_class: item.class,
    charge_type: item.chargeType,
    restricted: item.restricted,
    total: split.total,
    non_covered: split.nonCovered,
    over_price_limit: split.overPriceLimit,
    pre_coinsurance: split.preCoinsurance,
    eligible: split.eligible,
    pre_coinsurance_rate: split.preCoinsuranceRate,
    ceiling: split.ceiling,
    reason: split.reason,
    stream: split.stream,
    source: split.source,
    assumed: split.assumed,
    settlement_id: line.settlementId,
    refund_of: line.refundOf,
  }
}

function settlementRow(settlement: Settlement) {
  const { amounts, basis } = settlement
  return {
    settlement_id: settlement.settlementId,
    root_id: settlement.rootId,
    undoes_id: settlement.undoesId,
    kind: settlement.kind,
    visit_id: settlement.visitId,
    batch: settlement.batch,
    provider_code: settlement.providerCode,
    msgid: settlement.msgid,
    settled_at: settlement.at,
    scheme: settlement.scheme,
    division: settlement.division,
    year: settlement.year,
    care: settlement.care,
    med_type: settlement.medType,
    certificate_type: settlement.certificateType,
    person_type: settlement.personType,
    total: amounts.total,
    non_covered: amounts.nonCovered,
    over_price_limit: amounts.overPriceLimit,
    pre_coinsurance: amounts.preCoinsurance,
    eligible: amounts.eligible,
    deductible: amounts.deductible,
    pool: amounts.pool,
    large_amount: amounts.largeAmount,
    critical_illness: amounts.criticalIllness,
    civil_servant: amounts.civilServant,
    enterprise: amounts.enterprise,
    assistance: amounts.assistance,
    other: amounts.other,
    account: amounts.account,
    family: amounts.family,
    family_payments: settlement.familyPayments,
    cash: amounts.cash,
    hospital: amounts.hospital,
    pool_rate: amounts.poolRate,
    balance_after: settlement.balanceAfter,
    totals_added: settlement.totalsAdded,
    line_numbers: settlement.lineNumbers,
    trace_counts: settlement.traceCounts,
    plan_id: basis.planId,
    pack_hash: basis.packHash,
    basis,
    trace: settlement.trace,
  }
}

function filingRow(filing: Filing) {
  const { filingId, insuredId: _, kind, scheme, range, filedBy, filedAt, state, details, ...content } = filing
  return {
    filing_id: filingId,
    kind,
    scheme,
    valid_from: range.from,
    valid_until: range.until,
    filed_by: filedBy,
    filed_at: filedAt,
    state,
    content,
    details,
  }
}

/** Running totals are written as they will stand: the guard holds everybody else off them meanwhile. */
function totalRows(before: readonly RunningTotal[], added: readonly RunningTotal[]) {
  return added.map(({ scheme, period, code, amount }) => {
    const standing = before.find((total) => total.scheme === scheme && total.period === period && total.code === code)
    const after: Fen = standing === undefined ? amount : addFen(standing.amount, amount)
    return { scheme, period, code, amount: after }
  })
}

type Row = Record<string, unknown>

/** Everything a decision writes beside its message, by kind of row; the person's key comes with each row later. */
function rowsOf({ file, decision, mark, message, lists }: Recording): Readonly<Record<RowSet, readonly Row[]>> {
  const { visit, settlement, entry, linesLinked } = decision
  const visitId = visit?.visitId ?? settlement?.visitId ?? file.visit?.visitId ?? null
  const diagnoses = decision.diagnoses ?? file.diagnoses
  const openedOn = openedOnOf(file, decision)
  return {
    visits:
      visit === null
        ? []
        : [
            {
              visit_id: visit.visitId,
              provider_code: visit.providerCode,
              scheme: visit.scheme,
              opened_on: visit.openedOn,
              began_at: visit.begin,
              provider_visit_number: visit.providerVisitNumber,
              certificate_type: visit.certificateType,
              med_type: visit.medType,
              department_code: visit.departmentCode,
              department_name: visit.departmentName,
              state: visit.state,
              disease_code: visit.diseaseCode ?? null,
              diagnoses,
              stay: visit.stay,
            },
          ],
    lines: decision.linesAdded.map((line) => lineRow(line, openedOn)),
    revoked: decision.linesRevoked.map((number) => ({ visit_id: visitId, line_number: number, opened_on: openedOn })),
    linked: (linesLinked?.lineNumbers ?? []).map((number) => ({
      visit_id: visitId,
      line_number: number,
      opened_on: openedOn,
      settlement_id: linesLinked?.settlementId ?? null,
    })),
    settlements: settlement === null ? [] : [settlementRow(settlement)],
    entries:
      entry === null
        ? []
        : [{ entry_id: entry.entryId, kind: entry.kind, booked_at: entry.at, opposes: entry.opposes }],
    postings: (entry?.postings ?? []).map(({ account, amount }, index) => ({
      entry_id: entry?.entryId,
      number: index + 1,
      account,
      amount,
    })),
    totals: totalRows(file.totals, decision.totalsAdded),
    filings: decision.filing === null ? [] : [filingRow(decision.filing)],
    deaths: decision.death === null ? [] : [{ died_on: decision.death.on }],
    marks:
      mark === null
        ? []
        : [
            {
              provider_code: message.providerCode,
              msgid: mark.msgid,
              infno: mark.infno,
              marked_at: message.receivedAt,
            },
          ],
    ...(lists === undefined ? { lists: [], listStates: [] } : listRows(lists, message)),
    findings: findingRows(decision),
  }
}

function messageRow(message: ArchivedMessage, effect: boolean, guarded: boolean) {
  return {
    insured_id: message.insuredId,
    guarded,
    message_id: message.messageId,
    provider_code: message.providerCode,
    msgid: message.msgid,
    infno: message.infno,
    received_at: message.receivedAt,
    nonce: message.nonce,
    input_digest: Buffer.from(message.inputDigest).toString('hex'),
    request: message.request,
    answer: message.answer,
    outcome: message.outcome,
    effect,
    settlement_id: message.settlementId,
  }
}

/** Rows as they are sent: the short columns of each as one text, then each long column by itself. */
const sentIn = ({ short, long }: SentForm, rows: readonly Row[]): readonly Buffer[] => [
  textArray(rows.map((row) => rowText(short.map((name) => row[name])))),
  ...long.map((name) => textArray(rows.map((row) => wholeText(row[name])))),
]

/** Everything that decisions write, by kind of row, each with its person's key. */
function rowsTogether(decided: readonly Recording[]): ReadonlyMap<RowSet, readonly Row[]> {
  const together = new Map<RowSet, Row[]>()
  for (const recording of decided) {
    const { insuredId } = recording.file.insured
    for (const [name, rows] of Object.entries(rowsOf(recording)) as [RowSet, readonly Row[]][]) {
      if (rows.length === 0) continue
      const others = together.get(name) ?? []
      together.set(name, others)
      for (const row of rows) others.push(Object.assign(row, { insured_id: insuredId }))
    }
  }
  return together
}

const isEveryday: ReadonlySet<RowSet> = new Set(recordings.everyday.sets.map(([name]) => name))

/** The statement that records a batch in which nobody has two decisions, and its parameters. */
export function recordBatch(batch: readonly Written[]): {
  readonly statement: Form['statement']
  readonly values: readonly unknown[]
} {
  const decided = batch.flatMap((written) => (written.kind === 'decision' ? [written.recording] : []))
  const together = rowsTogether(decided)
  const form = [...together.keys()].every((name) => isEveryday.has(name)) ? recordings.everyday : recordings.whole
  const days = decided.flatMap(({ file, decision }) => openedOnOf(file, decision) ?? []).sort()
  const messages = batch.map((written) =>
    written.kind === 'decision'
      ? messageRow(written.recording.message, written.recording.mark === null, true)
      : messageRow(written.message, written.effect, false),
  )
  const values = [
    decided.map(({ file }) => file.insured.insuredId),
    decided.map(({ file }) => file.version),
    decided.map(({ file, decision }) => addFen(file.accountBalance, decision.balanceAdded)),
    days[0] ?? null,
    days.at(-1) ?? null,
    ...form.sets.flatMap(([name, sent]) => sentIn(sent, together.get(name) ?? [])),
    ...sentIn(form.messages, messages),
  ]
  return { statement: form.statement, values }
}
