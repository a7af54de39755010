import type { Piece } from '@yibao/core/evidence'
import type pg from 'pg'
import type { MatterTitles, PieceReads } from '../flows/evidence-ports.ts'
import { oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

/** Pieces of evidence as a desk asks for them. */
export function pieceReads(pool: pg.Pool): PieceReads {
  return {
    async find({ matterId, state, place }, reach, after, limit) {
      const { name, text, values } = statementOf(
        'rest-evidence',
        [
          ...oneCondition('matter', (n) => `p.matter_id = $${n}`, matterId),
          ...oneCondition('state', (n) => `p.state = $${n}`, state),
          ...oneCondition('place', (n) => `p.place = $${n}`, place),
          ...oneCondition('after', (n) => `p.code < $${n}`, after),
          ...withinReach(reach, { divisions: ['p.division'] }),
        ],
        (where, next) => `select p.content from evidence_piece p ${where} order by p.code desc limit $${next}`,
      )
      const rows = await query<{ content: Piece }>(pool, name, text, [...values, limit])
      return rows.map(({ content }) => content)
    },

    async titles(pieces) {
      const text = `select coalesce(json_object_agg(matter_id, content->'title'), '{}') as titles
        from matter where matter_id = any($1::text[])`
      const numbers = pieces.flatMap(({ matterId }) => (matterId === null ? [] : [matterId]))
      const [row] = await query<{ titles: MatterTitles }>(pool, 'rest-evidence-titles', text, [numbers])
      return row?.titles ?? {}
    },
  }
}
