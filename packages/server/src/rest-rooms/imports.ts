import { tableFault } from '../files/import-file-type.ts'
import { templateWorkbook } from '../files/import-template.ts'
import { importHandlers } from '../http/rest/imports.ts'
import { importUploads } from '../store/import-upload-store.ts'
import type { RoomGround } from './ground.ts'

/** Lists that people import at a desk. */
export const importRoom = ({ database, source, log }: RoomGround) =>
  importHandlers({
    ...source,
    uploads: importUploads(database.pool),
    faultOf: tableFault,
    note: log.note,
    template: templateWorkbook,
  })
