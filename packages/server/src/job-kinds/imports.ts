import { isPersonalLabel } from '../files/members-layout.ts'
import type { ApplyOrder, ImportOrder, ImportWorkshop } from '../flows/import-desk-ports.ts'
import { checkUpload, writeUpload } from '../flows/import-work.ts'
import type { JobKind } from '../flows/job-ports.ts'
import { runImports, writeWrongRows } from '../import-kinds.ts'
import { importUploads } from '../store/import-upload-store.ts'
import type { JobGround } from './ground.ts'

type Ground = Pick<JobGround, 'pool' | 'url' | 'source'>

const right = 'catalogues.manage'

const workshop = ({ pool, url, source }: Ground): ImportWorkshop => ({
  ...source,
  uploads: importUploads(pool),
  run: runImports(url),
  wrongRows: writeWrongRows,
  isPersonal: isPersonalLabel,
})

/** Checks a list that somebody handed in. */
export const importsCheck = (ground: Ground): JobKind<ImportOrder> => ({
  kind: 'imports-check',
  right,
  run: (work) => checkUpload(workshop(ground), work),
})

/** Writes a list that was checked. */
export const importsApply = (ground: Ground): JobKind<ApplyOrder> => ({
  kind: 'imports-apply',
  right,
  run: (work) => writeUpload(workshop(ground), work),
})
