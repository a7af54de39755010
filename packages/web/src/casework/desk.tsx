import { FileProtectOutlined, GiftOutlined, SolutionOutlined, SoundOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Review items and cases, the evidence that they stand on, and the tips that some of them come from. */
export const caseworkDesk: Desk = {
  pages: [
    {
      path: '/matters',
      title: ['疑点与案件', 'Casework'],
      right: 'matters.read',
      load: () => import('./matters-page.tsx'),
      menu: { group: 'guard', icon: <SolutionOutlined /> },
    },
    {
      path: '/matters/$matterId',
      title: ['疑点或案件', 'Review item or case'],
      right: 'matters.read',
      load: () => import('./matter-page.tsx'),
    },
    {
      path: '/evidence',
      title: ['证据', 'Evidence'],
      right: 'evidence.read',
      load: () => import('./evidence-page.tsx'),
      menu: { group: 'guard', icon: <FileProtectOutlined /> },
    },
    {
      path: '/evidence/$code',
      title: ['证据详情', 'Piece of evidence'],
      right: 'evidence.read',
      load: () => import('./piece-page.tsx'),
    },
    {
      path: '/tips',
      title: ['举报', 'Tips'],
      right: 'tips.read',
      load: () => import('./tips-page.tsx'),
      menu: { group: 'guard', icon: <SoundOutlined /> },
    },
    {
      path: '/tips/$tipId',
      title: ['举报详情', 'Tip'],
      right: 'tips.read',
      load: () => import('./tip-page.tsx'),
    },
    {
      path: '/tip-rewards',
      title: ['举报奖励发放', 'Rewards of tips'],
      right: 'matters.cashier',
      load: () => import('./tip-reward-page.tsx'),
      menu: { group: 'guard', icon: <GiftOutlined /> },
    },
    {
      path: '/tip-status',
      title: ['举报进度查询', 'How a tip stands'],
      right: 'anyone',
      load: () => import('./tip-status-page.tsx'),
      bare: true,
    },
  ],
}
