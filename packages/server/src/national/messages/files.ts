import { fetchedUntil, fetchFile, takeFile } from '../../flows/files.ts'
import { delivering, recording } from '../handler.ts'

export const handle9101 = recording('9101', async ({ ports, message, provider }, { fsUploadIn }, present) => {
  const { in: content, filename, fixmedins_code: stated } = fsUploadIn
  const upload = { providerCode: provider.providerCode, stated, filename, content }
  const outcome = await takeFile(ports, message, upload, (file) =>
    present({
      file_qury_no: file.fileNo,
      filename: file.filename,
      fixmedins_code: provider.providerCode,
      dld_endtime: fetchedUntil(file),
    }),
  )
  return { insuredId: '', outcome }
})

export const handle9102 = delivering('9102', async ({ ports, provider }, { fsDownloadIn }) => {
  const { file_qury_no: fileNo, filename, fixmedins_code: stated } = fsDownloadIn
  const outcome = await fetchFile(ports, { providerCode: provider.providerCode, stated, fileNo, filename })
  return { insuredId: '', outcome }
})
