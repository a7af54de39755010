import { catalogueDownload } from './catalogue-download.ts'

export const message1308 = catalogueDownload('1308', '手术操作目录下载', 'Download operation catalogue')
