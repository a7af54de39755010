import { FileProtectOutlined, HeartOutlined, KeyOutlined, LaptopOutlined, TeamOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Users and their roles, sessions, keys of the interface, the operation log and its seals, and how the centre is. */
export const officeDesk: Desk = {
  pages: [
    {
      path: '/office/users',
      title: ['用户', 'Users'],
      right: 'users.read',
      load: () => import('./users-page.tsx'),
      menu: { group: 'office', icon: <TeamOutlined /> },
    },
    {
      path: '/office/users/$userId',
      title: ['用户', 'User'],
      right: 'users.read',
      load: () => import('./user-page.tsx'),
    },
    {
      path: '/office/sessions',
      title: ['在线会话', 'Sessions'],
      right: 'sessions.end',
      load: () => import('./sessions-page.tsx'),
      menu: { group: 'office', icon: <LaptopOutlined /> },
    },
    {
      path: '/office/log',
      title: ['操作日志', 'Operation log'],
      right: 'log.read',
      load: () => import('./log-page.tsx'),
      menu: { group: 'office', icon: <FileProtectOutlined /> },
    },
    {
      path: '/office/keys',
      title: ['接口密钥', 'Keys'],
      right: 'keys.read',
      load: () => import('./keys-page.tsx'),
      menu: { group: 'office', icon: <KeyOutlined /> },
    },
    {
      path: '/office/centre',
      title: ['运行状况', 'Health'],
      right: 'centre.read',
      load: () => import('./centre-page.tsx'),
      menu: { group: 'office', icon: <HeartOutlined /> },
    },
  ],
}
