import type { Database } from '../store/database.ts'
import { institutionName } from '../store/institution-store.ts'

/** @throws Error when no institution has this code */
export async function requireInstitution(database: Database, code: string): Promise<string> {
  const name = await institutionName(database.pool, code)
  if (name !== null) return name
  throw new Error(
    `没有编码为 ${code} 的机构。请先登记：./yibao institution add --help (no institution has this code: add it first)`,
  )
}
