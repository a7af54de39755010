import { AuditOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** The law by region and day, what it makes of a bill, and the worked cases that hold it to its sources. */
export const policyDesk: Desk = {
  pages: [
    {
      path: '/policies',
      title: ['政策', 'Policy'],
      right: 'plans.read',
      load: () => import('./packs-page.tsx'),
      menu: { group: 'law', icon: <AuditOutlined /> },
    },
    {
      path: '/policies/$division/parameters',
      title: ['政策参数', 'Policy parameters'],
      right: 'plans.read',
      load: () => import('./parameters-page.tsx'),
    },
    {
      path: '/policies/$division/try',
      title: ['待遇试算', 'What-if bill'],
      right: 'plans.read',
      load: () => import('./try-page.tsx'),
    },
    {
      path: '/policies/$division/difference',
      title: ['政策两日比较', 'Policy on two days'],
      right: 'plans.read',
      load: () => import('./difference-page.tsx'),
    },
    {
      path: '/policies/$division/cases',
      title: ['政策算例', 'Worked cases'],
      right: 'plans.read',
      load: () => import('./cases-page.tsx'),
    },
  ],
}
