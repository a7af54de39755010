import { ImportOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Lists that are imported from files. */
export const importDesk: Desk = {
  pages: [
    {
      path: '/imports',
      title: ['名单导入', 'Imports'],
      right: 'catalogues.manage',
      load: () => import('./upload-page.tsx'),
      menu: { group: 'work', icon: <ImportOutlined /> },
    },
    {
      path: '/imports/$uploadId',
      title: ['检查和写入', 'Check and write'],
      right: 'catalogues.manage',
      load: () => import('./upload-report-page.tsx'),
    },
  ],
}
