import { type Queryable, query } from './sql.ts'

/** The name of an institution, or null when nobody has this code. */
export async function institutionName(on: Queryable, providerCode: string): Promise<string | null> {
  const rows = await query<{ name: string }>(on, 'institution', 'select name from provider where provider_code = $1', [
    providerCode,
  ])
  return rows[0]?.name ?? null
}
