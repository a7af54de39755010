import type { Filing } from '@yibao/core/filing'
import { addFen, type Fen } from '@yibao/core/kernel'
import type { Decision, FiledLine, FiledSettlement, PersonFile, RunningTotal, Settlement } from '@yibao/core/settlement'
import type pg from 'pg'
import type { ArchivedMessage, FileQuestion, GatheredFile, PersonStore, Recording } from '../flows/ports.ts'
import { errorCode } from './database-error.ts'
import { recordWithOwners, withOwners } from './family-store.ts'
import {
  gatherFiling,
  gatherMessage,
  gatherPerson,
  gatherSettlement,
  gatherVisit,
  settlementChain,
} from './gather-sql.ts'
import { gatherList, recordLists } from './list-sql.ts'
import { listRows } from './list-store.ts'
import { recordDecision } from './record-sql.ts'
import { type Queryable, query } from './sql.ts'

function gathering({ about }: FileQuestion): { name: string; text: string; values: readonly string[] } {
  switch (about.kind) {
    case 'person':
      return { name: 'gather-person', text: gatherPerson, values: [] }
    case 'visit':
      return { name: 'gather-visit', text: gatherVisit, values: [about.visitId] }
    case 'settlement':
      return { name: 'gather-settlement', text: gatherSettlement, values: [about.settlementId] }
    case 'message':
      return { name: 'gather-message', text: gatherMessage, values: [about.msgid] }
    case 'filing':
      return { name: 'gather-filing', text: gatherFiling, values: [about.filingId] }
    case 'list':
      return { name: 'gather-list', text: gatherList, values: [about.settlementId] }
  }
}

function lineRow(line: FiledLine) {
  const { item, split } = line
  return {
    visit_id: line.visitId,
    line_number: line.lineNumber,
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

function rowsOf(file: PersonFile, decision: Decision, mark: Recording['mark'], message: ArchivedMessage) {
  const { visit, settlement, entry, linesLinked } = decision
  const visitId = visit?.visitId ?? settlement?.visitId ?? file.visit?.visitId ?? null
  const diagnoses = decision.diagnoses ?? file.diagnoses
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
    lines: decision.linesAdded.map(lineRow),
    revoked: decision.linesRevoked.map((number) => ({ visit_id: visitId, line_number: number })),
    linked: (linesLinked?.lineNumbers ?? []).map((number) => ({
      visit_id: visitId,
      line_number: number,
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
  }
}

function messageValues(message: ArchivedMessage, effect: boolean): readonly unknown[] {
  const { messageId, providerCode, msgid, infno, receivedAt, nonce, inputDigest, request, answer, outcome } = message
  const digest = Buffer.from(inputDigest)
  return [
    messageId,
    providerCode,
    msgid,
    infno,
    receivedAt,
    nonce,
    digest,
    request,
    answer,
    outcome,
    effect,
    message.settlementId,
  ]
}

/** PostgreSQL's code for a lock that was not given in time. */
export const lockNotAvailable = '55P03'

/** PostgreSQL's codes for a recording that had to give way and may be decided again; the second is a deadlock. */
const lost: ReadonlySet<unknown> = new Set([lockNotAvailable, '40P01'])

const archiveMessage = `
insert into message (insured_id, message_id, provider_code, msgid, infno, received_at, nonce, input_digest, request,
  answer, outcome, effect, settlement_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

/** Archives a message; `effect` says that it holds its msgid. */
export async function insertMessage(on: Queryable, message: ArchivedMessage, effect: boolean): Promise<void> {
  await query(on, 'archive-message', archiveMessage, [message.insuredId, ...messageValues(message, effect)])
}

/** Writes the person's own rows; false when the version moved on. */
async function writeDecision(on: Queryable, { file, decision, message, mark, lists }: Recording): Promise<boolean> {
  const rows = {
    ...rowsOf(file, decision, mark, message),
    ...(lists === undefined ? {} : listRows(lists, message)),
  }
  const [name, text] = lists === undefined ? ['record-decision', recordDecision] : ['record-lists', recordLists]
  const recorded = await query<{ version: number }>(on, name, text, [
    file.insured.insuredId,
    file.version,
    addFen(file.accountBalance, decision.balanceAdded),
    JSON.stringify(rows),
    ...messageValues(message, mark === null),
    (decision.visit ?? file.visit)?.openedOn ?? null,
  ])
  return recorded.length === 1
}

export function personStore(pool: pg.Pool): PersonStore {
  return {
    async findByCertificate(type, number) {
      const rows = await query<{ insured_id: string }>(
        pool,
        'find-certificate',
        'select insured_id from credential where certificate_type = $1 and certificate_number = $2',
        [type, number],
      )
      return rows[0]?.insured_id ?? null
    },

    async gather(question) {
      const { name, text, values } = gathering(question)
      const { insuredId, providerCode, msgid } = question
      const rows = await query<GatheredFile>(pool, name, text, [insuredId, providerCode, msgid, ...values])
      const gathered = rows[0] ?? null
      // Only who may use a relative's account costs more than this one round trip.
      if (gathered === null || (gathered.file.family ?? []).length === 0) return gathered
      return { ...gathered, file: await withOwners(pool, gathered.file) }
    },

    async record(recording) {
      const { file, decision } = recording
      const write = (on: Queryable) => writeDecision(on, recording)
      try {
        return decision.family.length === 0
          ? await write(pool)
          : await recordWithOwners(pool, file.insured.insuredId, decision.family, write)
      } catch (error) {
        // Somebody holds the person for long, an import for example; nothing was written.
        if (lost.has(errorCode(error))) return false
        throw error
      }
    },

    async archive(message) {
      await insertMessage(pool, message, false)
    },

    async settlement(insuredId, settlementId) {
      const rows = await query<{ settlement: FiledSettlement }>(pool, 'settlement-chain', settlementChain, [
        insuredId,
        settlementId,
      ])
      return rows.map((row) => row.settlement)
    },
  }
}
