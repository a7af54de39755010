import { catalogueDownload } from './catalogue-download.ts'

export const message1307 = catalogueDownload('1307', '疾病与诊断目录下载', 'Download disease and diagnosis catalogue')
