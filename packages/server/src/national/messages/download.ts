import { addDays, dateOf, ok } from '@yibao/core/kernel'
import { downloadCatalogue } from '../../flows/download-catalogue.ts'
import { type CatalogueLayout, catalogueLayouts, type DownloadInfno } from '../catalogue-layouts.ts'
import { lineWriter } from '../catalogue-lines.ts'
import { answering, type Context } from '../handler.ts'

/** Prepares the file with what is newer than the version that the sender has; 9102 fetches it. */
async function download(infno: DownloadInfno, { ports, provider }: Context, version: string) {
  const layout: CatalogueLayout = catalogueLayouts[infno]
  const columns = ports.columnsOf(infno, provider.division) ?? layout.columns
  // Files of regions with another number of columns are others.
  const kind = columns === layout.columns ? infno : `${infno}-${columns}`
  const write = lineWriter(layout, columns, dateOf(ports.clock.now()))
  const file = await downloadCatalogue(ports, { kind, list: layout.list, version, write })
  return {
    insuredId: '',
    outcome: ok({
      file_qury_no: file.fileNo,
      filename: file.filename,
      dld_endtime: addDays(file.until, -1),
      data_cnt: file.rows,
    }),
  }
}

function downloading(infno: DownloadInfno) {
  return answering(infno, (context, { data }) => download(infno, context, data.ver))
}

export const handle1301 = downloading('1301')
export const handle1302 = downloading('1302')
export const handle1303 = downloading('1303')
export const handle1305 = downloading('1305')
export const handle1306 = downloading('1306')
export const handle1306A = downloading('1306A')
export const handle1307 = downloading('1307')
export const handle1308 = downloading('1308')
export const handle1309 = downloading('1309')
export const handle1310 = downloading('1310')
export const handle1311 = downloading('1311')
export const handle1313 = downloading('1313')
export const handle1314 = downloading('1314')
export const handle1315 = downloading('1315')
export const handle1320 = downloading('1320')
export const handle1321 = downloading('1321')
