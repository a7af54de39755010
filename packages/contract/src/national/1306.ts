import { catalogueDownload } from './catalogue-download.ts'

export const message1306 = catalogueDownload('1306', '医用耗材目录下载', 'Download medical consumables catalogue')
