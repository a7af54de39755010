import type { Filing } from '@yibao/core/filing'
import type { Fen, IsoDate, LocalDateTime } from '@yibao/core/kernel'
import type { StoredKey } from './key-store.ts'
import { type Queryable, query } from './sql.ts'

/** A key of a sandbox's institution with both halves of its SM2 pair. */
export interface SandboxKey
  extends Pick<StoredKey, 'account' | 'providerCode' | 'sealedSecret' | 'sealedSm4Key' | 'sm4Mode'> {
  readonly sm2PublicKey: string
  readonly sealedPrivateKey: Buffer
}

/** A person of the sandbox as the database knows him now. */
export interface SandboxState {
  readonly insuredId: string
  readonly balance: Fen
  readonly diedOn: IsoDate | null
}

const addPrivateKey = 'insert into sandbox_key (account, private_key) values ($1, $2)'

/** Keeps the private half of a key pair, which only a sandbox knows. */
export async function keepPrivateKey(on: Queryable, account: string, sealed: Uint8Array): Promise<void> {
  await query(on, 'sandbox-key-keep', addPrivateKey, [account, sealed])
}

const addFilings = `
insert into filing (insured_id, filing_id, kind, scheme, valid_from, valid_until, filed_by, filed_at, state, content, details)
select insured_id, filing_id, kind, scheme, valid_from, valid_until, filed_by, filed_at, state, content, details
from jsonb_to_recordset($1::jsonb) as f(insured_id text, filing_id text, kind text, scheme text, valid_from date,
  valid_until date, filed_by text, filed_at timestamp, state text, content jsonb, details jsonb)`

/** Puts filings on file that no message brought. */
export async function writeFilings(on: Queryable, filings: readonly Filing[]): Promise<void> {
  const rows = filings.map((filing) => {
    const { insuredId, filingId, kind, scheme, range, filedBy, filedAt, state, details, ...content } = filing
    return {
      insured_id: insuredId,
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
  })
  await query(on, 'sandbox-filings', addFilings, [JSON.stringify(rows)])
}

/** Writes down a death that no discharge told. */
export async function writeDeath(on: Queryable, insuredId: string, diedOn: IsoDate): Promise<void> {
  await query(on, 'sandbox-death', 'update insured set died_on = $2 where insured_id = $1', [insuredId, diedOn])
}

const readKeys = `
select k.account, k.provider_code as "providerCode", k.secret as "sealedSecret", k.sm4_key as "sealedSm4Key",
  k.sm4_mode as "sm4Mode",
  k.sm2_public_key as "sm2PublicKey", s.private_key as "sealedPrivateKey"
from sandbox_key s join provider_key k using (account)
where k.revoked_at is null
order by k.provider_code, k.created_at, k.account`

/** The keys that the sandbox issued itself and that nobody revoked. */
export function sandboxKeys(on: Queryable): Promise<SandboxKey[]> {
  return query<SandboxKey>(on, 'sandbox-keys', readKeys)
}

const readStates = `
select i.insured_id as "insuredId", s.account_balance as balance, i.died_on::text as "diedOn"
from insured i join person_state s using (insured_id) where i.insured_id = any($1::text[])`

/** What the database says of these people now; who is not there is left out. */
export function sandboxStates(on: Queryable, insuredIds: readonly string[]): Promise<SandboxState[]> {
  return query<SandboxState>(on, 'sandbox-states', readStates, [insuredIds])
}

/** When the database was filled as a sandbox; null when it is none. */
export async function sandboxSince(on: Queryable): Promise<LocalDateTime | null> {
  const rows = await query<{ at: LocalDateTime }>(
    on,
    'sandbox-since',
    `select to_char(decided_at, 'YYYY-MM-DD HH24:MI:SS') as at from database_purpose where purpose = 'sandbox'`,
  )
  return rows[0]?.at ?? null
}

/** A code with its name, as an entry of a list. */
export interface NamedCode {
  readonly code: string
  readonly name: string
}

/** The names of diagnoses; an unknown code is left out. */
export function diagnosesNamed(on: Queryable, codes: readonly string[]): Promise<NamedCode[]> {
  return query<NamedCode>(
    on,
    'sandbox-diagnoses',
    'select distinct on (code) code, name from diagnosis_code where code = any($1::text[]) order by code, edition desc',
    [codes],
  )
}

/** The chronic and special diseases that can be filed. */
export function chronicDiseases(on: Queryable): Promise<NamedCode[]> {
  return query<NamedCode>(
    on,
    'sandbox-chronic-diseases',
    "select code, name from code_list_item where list = 'chronic-diseases' order by code",
  )
}
