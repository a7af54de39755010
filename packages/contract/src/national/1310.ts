import { catalogueDownload } from './catalogue-download.ts'

export const message1310 = catalogueDownload('1310', '按病种付费病种目录下载', 'Download pay-by-disease list')
