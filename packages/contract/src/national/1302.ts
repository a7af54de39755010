import { catalogueDownload } from './catalogue-download.ts'

export const message1302 = catalogueDownload('1302', '中药饮片目录下载', 'Download herbal slices catalogue')
