import { catalogueDownload } from './catalogue-download.ts'

export const message1301 = catalogueDownload('1301', '西药中成药目录下载', 'Download western/patent medicine catalogue')
