import { catalogueDownload } from './catalogue-download.ts'

export const message1314 = catalogueDownload('1314', '中医疾病目录下载', 'Download TCM disease list')
