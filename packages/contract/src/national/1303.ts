import { catalogueDownload } from './catalogue-download.ts'

export const message1303 = catalogueDownload('1303', '医疗机构制剂目录下载', 'Download hospital preparation catalogue')
