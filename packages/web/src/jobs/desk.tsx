import { FieldTimeOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Long work that one has started. */
export const jobDesk: Desk = {
  pages: [
    {
      path: '/jobs',
      title: ['我的任务', 'My jobs'],
      right: 'signed-in',
      load: () => import('./jobs-page.tsx'),
      menu: { group: 'work', icon: <FieldTimeOutlined /> },
    },
  ],
}
