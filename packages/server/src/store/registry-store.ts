import type { CatalogItem } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import { query } from './sql.ts'

/** All providers; the range is the agreement's. */
export function readProviders(pool: pg.Pool): Promise<Provider[]> {
  return query<{ provider: Provider }>(
    pool,
    'read-providers',
    `select json_build_object('providerCode', provider_code, 'name', name, 'kind', kind, 'level', level,
       'levelCode', level_code, 'division', division,
       'range', json_build_object('from', valid_from::text, 'until', valid_until::text)) as provider
     from provider`,
  ).then((rows) => rows.map((row) => row.provider))
}

/** The whole catalogue with all its dates. */
export async function readCatalog(pool: pg.Pool): Promise<CatalogItem[]> {
  const rows = await query<{ item: CatalogItem }>(
    pool,
    'read-catalog',
    `select json_build_object('code', code, 'kind', kind, 'name', name, 'class', class,
       'preCoinsurance', pre_coinsurance, 'ceilings', ceilings, 'restricted', restricted, 'restriction', restriction,
       'chargeType', charge_type, 'form', form, 'unit', unit, 'referencePrice', reference_price,
       'range', json_build_object('from', valid_from::text, 'until', valid_until::text),
       'source', source, 'assumed', assumed) as item
     from catalog_item`,
  )
  return rows.map((row) => row.item)
}

/** How many items and institutions there are. */
export async function registrySizes(pool: pg.Pool): Promise<{ readonly items: number; readonly institutions: number }> {
  const [row] = await query<{ items: number; institutions: number }>(
    pool,
    'registry-sizes',
    'select (select count(*) from catalog_item) as items, (select count(*) from provider) as institutions',
  )
  return row ?? { items: 0, institutions: 0 }
}

/** Keeps every pack under its hash for good: a settlement must find the law it was made under. */
export async function keepPacks(pool: pg.Pool, packs: readonly RegionPack[], at: string): Promise<void> {
  const rows = packs.map((pack) => ({ pack_hash: pack.hash, division: pack.division, content: pack }))
  await query(
    pool,
    'keep-packs',
    `insert into policy_pack (pack_hash, division, content, kept_since)
     select p.pack_hash, p.division, p.content, $2::timestamp
     from jsonb_to_recordset($1::jsonb) as p(pack_hash text, division text, content jsonb)
     on conflict (pack_hash) do nothing`,
    [JSON.stringify(rows), at],
  )
}

export async function readPacks(pool: pg.Pool): Promise<RegionPack[]> {
  const rows = await query<{ content: RegionPack }>(pool, 'read-packs', 'select content from policy_pack')
  return rows.map((row) => row.content)
}

export interface SeenRow {
  readonly provider_code: string
  /** Null when the message came in a style of the gateway that has none. */
  readonly nonce: string | null
  /** SHA-256 of the request, lower-case hex: the bodies of the last minutes may be more than fits into memory. */
  readonly body_digest: string
  readonly seconds: number
  readonly insured_id: string
  readonly msgid: string
  readonly effect: boolean
}

/** What was used in the last minutes, so that a restart does not forget it; `$1` is how many seconds back. */
export function readNonces(pool: pg.Pool, seconds: number): Promise<SeenRow[]> {
  return query<SeenRow>(
    pool,
    'read-nonces',
    `select provider_code, nonce, encode(sha256(convert_to(request, 'UTF8')), 'hex') as body_digest,
       extract(epoch from arrived_at)::bigint as seconds, insured_id, msgid, effect
     from message where arrived_at > now() - make_interval(secs => $1) and (nonce is not null or effect)
     order by arrived_at`,
    [seconds],
  )
}
