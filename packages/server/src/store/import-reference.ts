import type { CatalogItem } from '@yibao/core/catalog'
import type { Provider } from '@yibao/core/encounter'
import type { CodeListItem, DiagnosisRow, Operator, ProviderKey, WriteCounts } from '../flows/import-ports.ts'
import { registryChannel } from './change-notice.ts'
import { type Queryable, query } from './sql.ts'

const putProviders = `
insert into provider (provider_code, name, kind, level, level_code, division, valid_from, valid_until, credit_code)
select provider_code, name, kind, level, level_code, division, valid_from, valid_until, coalesce(credit_code, '')
from jsonb_to_recordset($1::jsonb) as sent(provider_code text, name text, kind text, level text, level_code text,
  division text, valid_from date, valid_until date, credit_code text)
on conflict (provider_code) do update set name = excluded.name, kind = excluded.kind, level = excluded.level,
  level_code = excluded.level_code, division = excluded.division, valid_from = excluded.valid_from,
  valid_until = excluded.valid_until,
  credit_code = coalesce(nullif(excluded.credit_code, ''), provider.credit_code)
where (provider.name, provider.kind, provider.level, provider.level_code, provider.division, provider.valid_from,
    provider.valid_until, provider.credit_code)
  is distinct from (excluded.name, excluded.kind, excluded.level, excluded.level_code, excluded.division,
    excluded.valid_from, excluded.valid_until,
    coalesce(nullif(excluded.credit_code, ''), provider.credit_code))
returning xmax = 0 as added`

const putKeys = `
insert into provider_key (account, provider_code, secret, created_at)
select account, provider_code, decode(secret, 'hex'), created_at
from jsonb_to_recordset($1::jsonb) as sent(account text, provider_code text, secret text, created_at timestamp)`

const putOperators = `
insert into operator (provider_code, operator_no, name)
select provider_code, operator_no, name
from jsonb_to_recordset($1::jsonb) as sent(provider_code text, operator_no text, name text)
on conflict (provider_code, operator_no) do update set name = excluded.name
where operator.name is distinct from excluded.name
returning xmax = 0 as added`

/** A row without a nearer end holds until the next row of its code begins, be that row stored or sent. */
const putItems = `
with sent as (
  select * from jsonb_to_recordset($1::jsonb) as sent(code text, valid_from date, valid_until date, kind text,
    name text, class text, pre_coinsurance bigint, ceilings jsonb, restricted boolean, restriction text,
    charge_type text, form text, unit text, reference_price bigint, source text, assumed boolean)
), beginning as (
  select code, valid_from from sent
  union select stored.code, stored.valid_from from catalog_item stored where stored.code in (select code from sent)
)
insert into catalog_item (code, valid_from, valid_until, kind, name, class, pre_coinsurance, ceilings, restricted,
  restriction, charge_type, form, unit, reference_price, source, assumed)
select code, valid_from, least(valid_until, (select min(later.valid_from) from beginning later
    where later.code = sent.code and later.valid_from > sent.valid_from)),
  kind, name, class, pre_coinsurance, ceilings, restricted, restriction, charge_type, form, unit, reference_price,
  source, assumed
from sent
on conflict (code, valid_from) do update set valid_until = excluded.valid_until, kind = excluded.kind,
  name = excluded.name, class = excluded.class, pre_coinsurance = excluded.pre_coinsurance,
  ceilings = excluded.ceilings, restricted = excluded.restricted, restriction = excluded.restriction,
  charge_type = excluded.charge_type, form = excluded.form, unit = excluded.unit,
  reference_price = excluded.reference_price, source = excluded.source, assumed = excluded.assumed
where (catalog_item.valid_until, catalog_item.kind, catalog_item.name, catalog_item.class,
    catalog_item.pre_coinsurance, catalog_item.ceilings, catalog_item.restricted, catalog_item.restriction,
    catalog_item.charge_type, catalog_item.form, catalog_item.unit, catalog_item.reference_price,
    catalog_item.source, catalog_item.assumed)
  is distinct from (excluded.valid_until, excluded.kind, excluded.name, excluded.class, excluded.pre_coinsurance,
    excluded.ceilings, excluded.restricted, excluded.restriction, excluded.charge_type, excluded.form, excluded.unit,
    excluded.reference_price, excluded.source, excluded.assumed)
returning xmax = 0 as added`

const closeItems = `
update catalog_item stored set valid_until = next.valid_from
from (
  select code, valid_from as began, lead(valid_from) over (partition by code order by valid_from) as valid_from
  from catalog_item where code = any($1::text[])
) as next
where stored.code = next.code and stored.valid_from = next.began and next.valid_from is not null
  and (stored.valid_until is null or stored.valid_until > next.valid_from)
returning false as added`

const putDiagnoses = `
insert into diagnosis_code (edition, code, name)
select edition, code, name from jsonb_to_recordset($1::jsonb) as sent(edition text, code text, name text)
on conflict (edition, code) do update set name = excluded.name
where diagnosis_code.name is distinct from excluded.name
returning xmax = 0 as added`

const putCodes = `
insert into code_list_item (list, code, name, class_code, class_name, division, valid_from, valid_until, note, source)
select list, code, name, class_code, class_name, division, valid_from, valid_until, note, source
from jsonb_to_recordset($1::jsonb) as sent(list text, code text, name text, class_code text, class_name text,
  division text, valid_from date, valid_until date, note text, source text)
on conflict (list, code) do update set name = excluded.name, class_code = excluded.class_code,
  class_name = excluded.class_name, division = excluded.division, valid_from = excluded.valid_from,
  valid_until = excluded.valid_until, note = excluded.note, source = excluded.source
where (code_list_item.name, code_list_item.class_code, code_list_item.class_name, code_list_item.division,
    code_list_item.valid_from, code_list_item.valid_until, code_list_item.note, code_list_item.source)
  is distinct from (excluded.name, excluded.class_code, excluded.class_name, excluded.division, excluded.valid_from,
    excluded.valid_until, excluded.note, excluded.source)
returning xmax = 0 as added`

function codeRow({ classCode, className, from, until, ...item }: CodeListItem) {
  return { ...item, class_code: classCode, class_name: className, valid_from: from, valid_until: until }
}

function providerRow(provider: Provider) {
  return {
    provider_code: provider.providerCode,
    name: provider.name,
    kind: provider.kind,
    level: provider.level,
    level_code: provider.levelCode,
    division: provider.division,
    valid_from: provider.range.from,
    valid_until: provider.range.until,
    credit_code: provider.creditCode ?? null,
  }
}

function itemRow(item: CatalogItem) {
  return {
    code: item.code,
    valid_from: item.range.from,
    valid_until: item.range.until,
    kind: item.kind,
    name: item.name,
    class: item.class,
    pre_coinsurance: item.preCoinsurance,
    ceilings: item.ceilings,
    restricted: item.restricted,
    restriction: item.restriction,
    charge_type: item.chargeType,
    form: item.form,
    unit: item.unit,
    reference_price: item.referencePrice,
    source: item.source,
    assumed: item.assumed,
  }
}

/** Running centres hear it when the transaction commits, and read the registry anew. */
export async function announce(on: Queryable): Promise<void> {
  await query(on, 'announce', 'select pg_notify($1, $2)', [registryChannel, ''])
}

export async function writeProviders(on: Queryable, providers: readonly Provider[]): Promise<WriteCounts> {
  const counts = await put(on, 'import-provider', putProviders, providers.map(providerRow))
  await announce(on)
  return counts
}

export async function writeProviderKeys(on: Queryable, keys: readonly ProviderKey[]): Promise<void> {
  const rows = keys.map(({ account, providerCode, sealedSecret, createdAt }) => ({
    account,
    provider_code: providerCode,
    secret: Buffer.from(sealedSecret).toString('hex'),
    created_at: createdAt,
  }))
  await put(on, 'import-key', putKeys, rows)
  await announce(on)
}

export function writeOperators(on: Queryable, operators: readonly Operator[]): Promise<WriteCounts> {
  const rows = operators.map(({ providerCode, operatorNumber, name }) => ({
    provider_code: providerCode,
    operator_no: operatorNumber,
    name,
  }))
  return put(on, 'import-operator', putOperators, rows)
}

export async function writeCatalogItems(on: Queryable, items: readonly CatalogItem[]): Promise<WriteCounts> {
  const counts = await put(on, 'import-item', putItems, items.map(itemRow))
  const codes = [...new Set(items.map(({ code }) => code))]
  const closed = await query(on, 'import-item-close', closeItems, [codes])
  await announce(on)
  return { ...counts, closed: closed.length }
}

export function writeDiagnoses(on: Queryable, diagnoses: readonly DiagnosisRow[]): Promise<WriteCounts> {
  return put(on, 'import-diagnosis', putDiagnoses, diagnoses)
}

export function writeCodeListItems(on: Queryable, items: readonly CodeListItem[]): Promise<WriteCounts> {
  return put(on, 'import-code', putCodes, items.map(codeRow))
}

/** Writes rows of one kind with a statement that returns whether each was new. */
export async function put(on: Queryable, name: string, text: string, rows: readonly unknown[]): Promise<WriteCounts> {
  const touched = await query<{ added: boolean }>(on, name, text, [JSON.stringify(rows)])
  const added = touched.filter((row) => row.added).length
  return { added, changed: touched.length - added, closed: 0 }
}
