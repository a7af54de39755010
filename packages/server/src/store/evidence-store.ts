import { hash } from 'node:crypto'
import type { CustodyEvent, Piece } from '@yibao/core/evidence'
import type pg from 'pg'
import type { EvidenceStore, EvidenceTables, KeptContent, KeptFile, PieceFilter } from '../flows/evidence-ports.ts'
import { noteOperation } from './operation-log-store.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** SM3 of bytes, lower-case hex. */
export const sm3OfBytes = (bytes: Uint8Array): string => hash('sm3', bytes, 'hex')

const piecesWhere = `select content from evidence_piece
where ($1::text is null or matter_id = $1) and ($2::text is null or state = $2) and ($3::text is null or place = $3)
order by code`

const putPiece = `
insert into evidence_piece (code, matter_id, division, kind, state, version, place, sm3, due_back, content)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const movePiece = `
update evidence_piece set state = $2, version = $3, place = $4, due_back = $5, content = $6
where code = $1 and version = $3 - 1`

const putEvent = `
insert into evidence_event (code, number, act, actor, at, hash, content) values ($1, $2, $3, $4, $5, $6, $7)`

const putContent = `
insert into evidence_content (sm3, type, content, kept_by, kept_at) values ($1, $2, $3, $4, $5) on conflict (sm3) do nothing`

const putName = `
insert into evidence_file (sm3, name, kept_by, kept_at) values ($1, $2, $3, $4) on conflict (sm3, name) do nothing`

const nextSerial = `
insert into evidence_serial (year, last) values ($1, 1) on conflict (year) do update set last = evidence_serial.last + 1
returning last`

/** Content $1 goes when every piece that stands on it was destroyed and nobody kept it besides. */
const wipeContent = `
delete from evidence_content c where c.sm3 = $1 and not exists (select from evidence_file f where f.sm3 = c.sm3)
  and not exists (select from evidence_piece p where p.sm3 = c.sm3 and p.state <> 'destroyed')
  and exists (select from evidence_piece p where p.sm3 = c.sm3) returning c.sm3`

/** Whoever keeps or wipes a content goes alone: a copy that is just being collected must not lose its bytes. */
const holdContent = `select pg_advisory_xact_lock(hashtext('evidence content'), hashtext($1))`

const misfiled = `
select code from evidence_piece where (code, matter_id, division, kind, state, version::text, place, sm3, due_back::text)
  is distinct from (content->>'code', content->>'matterId', content->>'division', content->>'kind', content->>'state',
    content->>'version', content->>'place', content->'content'->>'sm3', content->>'dueBack')
order by code`

/** What the log told last of each piece, in the words of the flow that wrote it. */
const lastNoted = `
select distinct on (target) target as code, (details->>'number')::integer as number, details->>'hash' as hash
from operation_log where action like 'evidence.%' and outcome = 'done' and target like 'E%' and details->>'hash' is not null
order by target, (details->>'number')::integer desc`

/** Whoever decides about a row holds it until he has recorded. */
type Hold = '' | 'for update'

async function pieceOf(on: Queryable, code: string, hold: Hold = ''): Promise<Piece | null> {
  const text = `select content from evidence_piece where code = $1 ${hold}`
  return (await query<{ content: Piece }>(on, `evidence-piece ${hold}`, text, [code]))[0]?.content ?? null
}

async function piecesOf(on: Queryable, filter: PieceFilter, hold: Hold = ''): Promise<readonly Piece[]> {
  const { matterId, state, place } = filter
  const values = [matterId, state, place]
  const rows = await query<{ content: Piece }>(on, `evidence-pieces ${hold}`, `${piecesWhere} ${hold}`, values)
  return rows.map(({ content }) => content)
}

async function contentOf(on: Queryable, sm3: string): Promise<KeptContent | null> {
  const text = 'select sm3, type, octet_length(content) as size, content from evidence_content where sm3 = $1'
  return (await query<KeptContent & pg.QueryResultRow>(on, 'evidence-content', text, [sm3]))[0] ?? null
}

function tablesOf(client: Queryable): EvidenceTables {
  return {
    piece: (code) => pieceOf(client, code, 'for update'),
    pieces: (filter) => piecesOf(client, filter, 'for update'),
    content: (sm3) => contentOf(client, sm3),
    async nextSerial(year) {
      const [row] = await query<{ last: number }>(client, 'evidence-serial', nextSerial, [year])
      if (row === undefined) throw new Error('counting gives a row')
      return row.last
    },
    async keep({ sm3, type, content }, by, at) {
      await query(client, 'evidence-content-hold', holdContent, [sm3])
      await query(client, 'evidence-keep', putContent, [sm3, type, Buffer.from(content), by, at])
    },
    async nameFile({ sm3, name, keptBy, keptAt }) {
      await query(client, 'evidence-name', putName, [sm3, name, keptBy, keptAt])
    },
    async record(piece, event) {
      const { code, matterId, division, kind, state, version, place, content, dueBack } = piece
      const told = JSON.stringify(piece)
      if (version === 1) {
        const values = [code, matterId, division, kind, state, version, place, content?.sm3 ?? null, dueBack, told]
        await query(client, 'evidence-put', putPiece, values)
      } else {
        const moved = await client.query({
          name: 'evidence-move',
          text: movePiece,
          values: [code, state, version, place, dueBack, told],
        })
        if (moved.rowCount !== 1) throw new Error(`piece ${code} moved on under its lock`)
      }
      const { number, act, actor, at, hash: head } = event
      await query(client, 'evidence-event', putEvent, [code, number, act, actor, at, head, JSON.stringify(event)])
    },
    async wipe(sm3) {
      await query(client, 'evidence-content-hold', holdContent, [sm3])
      return (await query(client, 'evidence-wipe', wipeContent, [sm3])).length === 1
    },
    async addStockTake(take) {
      const text = `insert into evidence_stock_take (number, place, taken_by, taken_at, content) values ($1, $2, $3, $4, $5)`
      const { number, place, by, at } = take
      await query(client, 'evidence-stock-take', text, [number, place, by, at, JSON.stringify(take)])
    },
    note: (operation) => noteOperation(client, operation),
  }
}

/** Evidence: contents, pieces, chains. Contents are read one at a time, never all into memory. */
export function evidenceStore(pool: pg.Pool): EvidenceStore {
  return {
    alone(key, work) {
      return transaction(pool, async (client) => {
        const lock = `select pg_advisory_xact_lock(hashtext('evidence'), hashtext($1))`
        await query(client, 'evidence-lock', lock, [key])
        return work(tablesOf(client))
      })
    },
    piece: (code) => pieceOf(pool, code),
    pieces: (filter) => piecesOf(pool, filter),
    content: (sm3) => contentOf(pool, sm3),
    async events(code) {
      const text = 'select content from evidence_event where code = $1 order by number'
      const rows = await query<{ content: CustodyEvent }>(pool, 'evidence-events', text, [code])
      return rows.map(({ content }) => content)
    },
    async file(sm3) {
      const text = `select f.sm3, f.name, octet_length(c.content) as size, c.type, f.kept_by as "keptBy",
        to_char(f.kept_at, 'YYYY-MM-DD HH24:MI:SS') as "keptAt"
        from evidence_file f join evidence_content c on c.sm3 = f.sm3 where f.sm3 = $1 order by f.kept_at limit 1`
      return (await query<KeptFile & pg.QueryResultRow>(pool, 'evidence-file', text, [sm3]))[0] ?? null
    },
    async *contents() {
      for (let after = ''; ; ) {
        const text = 'select sm3 from evidence_content where sm3 > $1 order by sm3 limit 1'
        const [next] = await query<{ sm3: string }>(pool, 'evidence-next', text, [after])
        const kept = next === undefined ? null : await contentOf(pool, next.sm3)
        if (next === undefined) return
        if (kept !== null) yield kept
        after = next.sm3
      }
    },
    async misfiled() {
      const rows = await query<{ code: string }>(pool, 'evidence-misfiled', misfiled)
      return rows.map(({ code }) => code)
    },
    async lastNoted() {
      type Noted = Awaited<ReturnType<EvidenceStore['lastNoted']>>[number]
      return query<Noted & pg.QueryResultRow>(pool, 'evidence-noted', lastNoted)
    },
  }
}
