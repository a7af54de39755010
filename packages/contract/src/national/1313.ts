import { catalogueDownload } from './catalogue-download.ts'

export const message1313 = catalogueDownload('1313', '肿瘤形态学目录下载', 'Download tumour morphology list')
