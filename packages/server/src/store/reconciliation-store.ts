import type { CentreRow, ClearingApplication } from '@yibao/core/reconciliation'
import type {
  ClearingTables,
  NamedSettlement,
  PartSums,
  PeriodParts,
  PeriodQuestion,
  ReconciliationStore,
} from '../flows/reconciliation-ports.ts'
import { namedSettlements, pageOfPeriod, sumsOfPeriod } from './reconciliation-sql.ts'
import { type Queryable, query } from './sql.ts'

const kinds: { readonly [S in PeriodQuestion['side']]: readonly CentreRow['kind'][] } = {
  settlements: ['settle', 'restore'],
  undoings: ['cancel', 'reverse'],
  both: ['settle', 'restore', 'cancel', 'reverse'],
}

const pageSize = 5_000

function periodValues({ providerCode, begin, end, side }: PeriodQuestion): readonly unknown[] {
  return [providerCode, begin, end, [...kinds[side]]]
}

function sumsOn(on: Queryable): ReconciliationStore['sums'] {
  return (question) => query<PartSums>(on, 'period-sums', sumsOfPeriod, periodValues(question))
}

async function* pagesOn(
  on: Queryable,
  question: PeriodQuestion,
  { divisions, medTypes }: PeriodParts,
): AsyncGenerator<readonly CentreRow[]> {
  if (divisions.length === 0) return
  let [at, settlementId] = ['-infinity', '']
  for (;;) {
    const page: readonly CentreRow[] = await query<CentreRow>(on, 'period-page', pageOfPeriod, [
      ...periodValues(question),
      [...divisions],
      [...medTypes],
      at,
      settlementId,
      pageSize,
    ])
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    at = last.at
    settlementId = last.settlementId
  }
}

export function reconciliationStore(on: Queryable): ReconciliationStore {
  return {
    sums: sumsOn(on),
    pages: (question, parts) => pagesOn(on, question, parts),
    named: (providerCode, names) =>
      query<NamedSettlement>(on, 'named-settlements', namedSettlements, [
        providerCode,
        names.map(({ insuredId }) => insuredId),
        names.map(({ settlementId }) => settlementId),
      ]),
  }
}

const applicationFields = `json_build_object('applicationId', application_id, 'providerCode', provider_code,
  'clearingType', clearing_type, 'clearingWay', clearing_way, 'month', month, 'begin', begins::text, 'end', ends::text,
  'figures', json_build_object('personTimes', person_times, 'total', total, 'recognised', recognised, 'fund', fund,
    'cash', cash, 'account', account),
  'state', state, 'msgid', msgid, 'at', to_char(applied_at, 'YYYY-MM-DD HH24:MI:SS')) as application`

interface ApplicationRow {
  readonly application: ClearingApplication
}

export function clearingTables(on: Queryable): ClearingTables {
  return {
    sums: sumsOn(on),

    async lock(providerCode) {
      await query(on, 'clearing-lock', `select pg_advisory_xact_lock(hashtext('clearing ' || $1))`, [providerCode])
    },

    async standing({ providerCode, month, clearingType, clearingWay }) {
      const rows = await query<ApplicationRow>(
        on,
        'clearing-standing',
        `select ${applicationFields} from clearing_application
         where provider_code = $1 and month = $2 and clearing_type = $3 and clearing_way = $4 and state <> 'withdrawn'`,
        [providerCode, month, clearingType, clearingWay],
      )
      return rows[0]?.application ?? null
    },

    async find({ providerCode, applicationId }) {
      const rows = await query<ApplicationRow>(
        on,
        'clearing-find',
        `select ${applicationFields} from clearing_application where provider_code = $1 and application_id = $2`,
        [providerCode, applicationId],
      )
      return rows[0]?.application ?? null
    },

    async add({ figures, ...application }, medTypes) {
      await query(
        on,
        'clearing-add',
        `insert into clearing_application (application_id, provider_code, clearing_type, clearing_way, month, begins,
           ends, med_types, person_times, total, recognised, fund, cash, account, state, msgid, applied_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
        [
          application.applicationId,
          application.providerCode,
          application.clearingType,
          application.clearingWay,
          application.month,
          application.begin,
          application.end,
          [...medTypes],
          figures.personTimes,
          figures.total,
          figures.recognised,
          figures.fund,
          figures.cash,
          figures.account,
          application.state,
          application.msgid,
          application.at,
        ],
      )
    },

    async withdraw({ providerCode, applicationId }, at) {
      await query(
        on,
        'clearing-withdraw',
        `update clearing_application set state = 'withdrawn', withdrawn_at = $3
         where provider_code = $1 and application_id = $2 and state = 'applied'`,
        [providerCode, applicationId, at],
      )
    },
  }
}
