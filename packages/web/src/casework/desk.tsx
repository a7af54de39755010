import { FileProtectOutlined, SolutionOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Review items and cases, and the evidence that they stand on. */
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
  ],
}
