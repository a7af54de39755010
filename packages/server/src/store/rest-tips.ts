import type { Tip } from '@yibao/core/tip'
import type pg from 'pg'
import type { FiledTip, TipReads } from '../flows/tip-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'
import { tipStore } from './tip-store.ts'

interface Row extends pg.QueryResultRow {
  readonly content: Tip
  readonly providerName: string | null
}

const filed = `t.content, (select p.name from provider p where p.provider_code = t.provider_code) as "providerName"`

const sealedFor = `
select k.holder from tip_identity i join tip_holder_key k on k.key_id in (i.first_key, i.second_key)
where i.tip_id = $1 order by k.holder`

const filedTip = ({ content: tip, providerName }: Row): FiledTip => ({ tip, providerName })

/** Tips as a desk looks at them. */
export function tipReads(pool: pg.Pool): TipReads {
  const { events, holderKeys } = tipStore(pool)
  return {
    events,
    holderKeys,

    async find({ state, matterId, providerCode }, reach, after, limit) {
      const behind: readonly Condition[] =
        after === null
          ? []
          : [
              {
                name: 'after',
                text: (n) => `(t.received_at, t.tip_id) < ($${n}::timestamp, $${n + 1})`,
                values: [after.at, after.id],
              },
            ]
      const { name, text, values } = statementOf(
        'rest-tips',
        [
          ...oneCondition('state', (n) => `t.state = $${n}`, state),
          ...oneCondition('matter', (n) => `t.matter_id = $${n}`, matterId),
          ...oneCondition('provider', (n) => `t.provider_code = $${n}`, providerCode),
          ...behind,
          ...withinReach(reach, { divisions: ['t.division'] }),
        ],
        (where, next) =>
          `select ${filed} from tip t ${where} order by t.received_at desc, t.tip_id desc limit $${next}`,
      )
      return (await query<Row>(pool, name, text, [...values, limit])).map(filedTip)
    },

    async tip(tipId) {
      const text = `select ${filed} from tip t where t.tip_id = $1`
      const [row] = await query<Row>(pool, 'rest-tip', text, [tipId])
      return row === undefined ? null : filedTip(row)
    },

    async sealedFor(tipId) {
      const rows = await query<{ holder: string }>(pool, 'rest-tip-holders', sealedFor, [tipId])
      return rows.map(({ holder }) => holder)
    },
  }
}
