import { catalogueDownload } from './catalogue-download.ts'

export const message1309 = catalogueDownload(
  '1309',
  '门诊慢特病种目录下载',
  'Download outpatient chronic/special disease list',
)
