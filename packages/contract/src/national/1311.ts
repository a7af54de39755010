import { catalogueDownload } from './catalogue-download.ts'

export const message1311 = catalogueDownload('1311', '日间手术治疗病种目录下载', 'Download day surgery list')
