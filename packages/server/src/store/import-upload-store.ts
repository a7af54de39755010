import type pg from 'pg'
import type { ImportReachStore, ImportUploads, Upload } from '../flows/import-desk-ports.ts'
import { statementOf } from './conditions.ts'
import type { ImportEnding } from './import-store.ts'
import { addJob, jobJson } from './job-store.ts'
import { noteOperation } from './operation-log-store.ts'
import { withinReach } from './reach-sql.ts'
import { query, transaction } from './sql.ts'

const uploadJson = `json_build_object('uploadId', u.upload_id, 'userId', u.user_id, 'kind', u.kind, 'filename', u.filename,
  'uploadedAt', to_char(u.uploaded_at, 'YYYY-MM-DD HH24:MI:SS'), 'appliedAt', to_char(u.applied_at, 'YYYY-MM-DD HH24:MI:SS'),
  'report', u.report, 'job', ${jobJson})`

const addUpload = `
insert into import_upload (upload_id, user_id, kind, filename, content, uploaded_at, job_id)
values ($1, $2, $3, $4, $5, $6::timestamp, $7)`

/** Files that wait to be imported. */
export function importUploads(pool: pg.Pool): ImportUploads {
  return {
    add: ({ uploadId, userId, kind, filename, uploadedAt }, content, entry) =>
      transaction(pool, async (client) => {
        const added = await addJob(client, entry)
        if (!added.ok) return added
        const values = [uploadId, userId, kind, filename, Buffer.from(content), uploadedAt, added.value.jobId]
        await query(client, 'import-upload-add', addUpload, values)
        return added
      }),

    apply: (uploadId, entry) =>
      transaction(pool, async (client) => {
        const added = await addJob(client, entry)
        if (!added.ok) return added
        const text = 'update import_upload set job_id = $2 where upload_id = $1'
        await query(client, 'import-upload-apply', text, [uploadId, added.value.jobId])
        return added
      }),

    async find(uploadId) {
      const text = `select ${uploadJson} as upload from import_upload u join job j on j.job_id = u.job_id where u.upload_id = $1`
      const rows = await query<{ upload: Upload }>(pool, 'import-upload', text, [uploadId])
      return rows[0]?.upload ?? null
    },

    async content(uploadId) {
      const text = 'select content from import_upload where upload_id = $1'
      const rows = await query<{ content: Buffer }>(pool, 'import-upload-content', text, [uploadId])
      return rows[0]?.content ?? null
    },

    async wrongRows(uploadId) {
      const text = 'select wrong_rows as workbook from import_upload where upload_id = $1'
      const rows = await query<{ workbook: Buffer | null }>(pool, 'import-upload-wrong-rows', text, [uploadId])
      return rows[0]?.workbook ?? null
    },

    async report(uploadId, report, wrongRows) {
      const text = 'update import_upload set report = $2::jsonb, wrong_rows = $3 where upload_id = $1'
      const workbook = wrongRows === null ? null : Buffer.from(wrongRows)
      await query(pool, 'import-upload-report', text, [uploadId, JSON.stringify(report), workbook])
    },

    async forget(before) {
      await query(pool, 'import-uploads-forget', 'delete from import_upload where uploaded_at < $1::timestamp', [
        before,
      ])
    },
  }
}

/** Marks an upload as applied. @throws Error when it was applied before, so that nothing of it is written twice */
export const uploadApplied =
  (
    { uploadId, operation }: { uploadId: string; operation: Parameters<typeof noteOperation>[1] },
    at: string,
  ): ImportEnding =>
  async (client) => {
    const text = `update import_upload set applied_at = $2::timestamp where upload_id = $1 and applied_at is null returning 1`
    const marked = await query(client, 'import-upload-applied', text, [uploadId, at])
    if (marked.length === 0) throw new Error(`upload ${uploadId} was applied before, or is kept no more`)
    await noteOperation(client, operation)
  }

/** Who of those on file lies beyond a reach; a person who is not on file yet belongs to nobody. */
export function importReachStore(pool: pg.Pool): ImportReachStore {
  return {
    async strangers(reach, people, providers) {
      const within = withinReach(reach, { enrolled: 'i.insured_id' })
      const near = withinReach(reach, { divisions: ['p.division'], institution: 'p.provider_code' })
      if (within.length === 0) return { people: new Set(), providers: new Set() }
      const persons = statementOf(
        'import-strange-people',
        within,
        (where, next) => `select i.insured_id as id from insured i where i.insured_id = any($${next}::text[])
          and exists (select from enrolment e where e.insured_id = i.insured_id)
          and i.insured_id not in (select i.insured_id from insured i ${where} and i.insured_id = any($${next}::text[]))`,
      )
      const places = statementOf(
        'import-strange-providers',
        near,
        (where, next) => `select p.provider_code as id from provider p where p.provider_code = any($${next}::text[])
          and p.provider_code not in (select p.provider_code from provider p ${where})`,
      )
      const idsOf = async ({ name, text, values }: typeof persons, asked: readonly string[]) =>
        asked.length === 0
          ? new Set<string>()
          : new Set((await query<{ id: string }>(pool, name, text, [...values, asked])).map(({ id }) => id))
      return { people: await idsOf(persons, people), providers: await idsOf(places, providers) }
    },
  }
}
