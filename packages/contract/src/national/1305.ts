import { catalogueDownload } from './catalogue-download.ts'

export const message1305 = catalogueDownload('1305', '医疗服务项目目录下载', 'Download medical service item catalogue')
