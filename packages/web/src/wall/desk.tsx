import { FundProjectionScreenOutlined, TableOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** What leaders look at: the wall, and the reports behind its figures. */
export const wallDesk: Desk = {
  pages: [
    {
      path: '/wall',
      title: ['运行大屏', 'Wall'],
      right: 'reports.read',
      load: () => import('./wall-page.tsx'),
      menu: { group: 'lead', icon: <FundProjectionScreenOutlined /> },
      bare: true,
    },
    {
      path: '/reports',
      title: ['结算报表', 'Reports'],
      right: 'reports.read',
      load: () => import('./reports-page.tsx'),
      menu: { group: 'lead', icon: <TableOutlined /> },
    },
    {
      path: '/funds',
      title: ['基金收支', 'Income of the funds'],
      right: 'reports.read',
      load: () => import('./income-page.tsx'),
    },
  ],
}
