import { catalogueDownload } from './catalogue-download.ts'

export const message1315 = catalogueDownload('1315', '中医证候目录下载', 'Download TCM syndrome list')
