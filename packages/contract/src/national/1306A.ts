import { catalogueDownload } from './catalogue-download.ts'

export const message1306A = catalogueDownload(
  '1306A',
  '医用耗材（27位）目录下载',
  'Download 27-digit consumables catalogue',
)
