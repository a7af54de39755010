import { tableFault } from '../files/import-file-type.ts'
import { templateWorkbook } from '../files/import-template.ts'
import { isPersonalLabel } from '../files/members-layout.ts'
import { importHandlers } from '../http/rest/imports.ts'
import { runImports, writeWrongRows } from '../import-kinds.ts'
import { importUploads } from '../store/import-upload-store.ts'
import type { RoomGround } from './ground.ts'

/** Lists that people import at a desk. */
export const importRoom = ({ database, source, log }: RoomGround) =>
  importHandlers({
    ...source,
    uploads: importUploads(database.pool),
    run: runImports(database.url),
    wrongRows: writeWrongRows,
    faultOf: tableFault,
    isPersonal: isPersonalLabel,
    note: log.note,
    template: templateWorkbook,
  })
