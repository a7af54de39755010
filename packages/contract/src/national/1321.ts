import { catalogueDownload } from './catalogue-download.ts'

export const message1321 = catalogueDownload(
  '1321',
  '医疗服务项目（新）目录下载',
  'Download new service item catalogue',
)
