import type pg from 'pg'
import type { CarriedFile, FileStore } from '../flows/ports.ts'
import { type Queryable, query } from './sql.ts'

interface FileRow {
  readonly file_no: string
  readonly provider_code: string | null
  readonly filename: string
  readonly content: Buffer
  readonly carried_at: CarriedFile['at']
  readonly until: CarriedFile['until']
}

/** Keeps a file; the ones whose time is over make room for it. */
export async function putFile(on: Queryable, file: CarriedFile): Promise<void> {
  const { fileNo, providerCode, filename, content, at, until } = file
  await query(
    on,
    'put-file',
    `with ended as (delete from carried_file where until <= $5::timestamp::date)
     insert into carried_file (file_no, provider_code, filename, content, carried_at, until)
     values ($1, $2, $3, $4, $5::timestamp, $6)`,
    [fileNo, providerCode, filename, Buffer.from(content), at, until],
  )
}

export function fileStore(pool: pg.Pool): FileStore {
  return {
    put: (file) => putFile(pool, file),

    async get(fileNo, on) {
      const rows = await query<FileRow>(
        pool,
        'get-file',
        `select file_no, provider_code, filename, content, carried_at, until from carried_file
         where file_no = $1 and until > $2`,
        [fileNo, on],
      )
      const [row] = rows
      if (row === undefined) return null
      return {
        fileNo: row.file_no,
        providerCode: row.provider_code,
        filename: row.filename,
        content: row.content,
        at: row.carried_at,
        until: row.until,
      }
    },
  }
}
