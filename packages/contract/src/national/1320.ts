import { catalogueDownload } from './catalogue-download.ts'

export const message1320 = catalogueDownload('1320', '中药配方颗粒目录下载', 'Download TCM granules catalogue')
