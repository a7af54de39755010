import { useLocation } from '@tanstack/react-router'
import { Button, Drawer, Menu, type MenuProps } from 'antd'
import { type ReactNode, useState } from 'react'
import { Go, useGo } from '../kit/address.tsx'
import { type Say, useSay } from '../kit/say.tsx'
import { type Session, useSession } from '../kit/session.tsx'
import { useShortcut } from '../kit/shortcut.ts'
import { Choices } from './choices.tsx'
import { JobNotice } from './job-notice.tsx'
import { KeyMap } from './key-map.tsx'
import { groupNames, menuOf } from './menu.ts'
import { Palette } from './palette.tsx'
import { RegionSwitch } from './region.tsx'

const itemsOf = (session: Session, say: Say): NonNullable<MenuProps['items']> =>
  menuOf(session).map(([group, inside]) => ({
    key: group,
    type: 'group',
    label: say(...groupNames[group]),
    children: inside.map(({ path, title, menu }) => ({
      key: path,
      icon: menu?.icon,
      label: <Go to={path}>{say(...title)}</Go>,
    })),
  }))

/** Head, menu and room for a page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const say = useSay()
  const session = useSession()
  const go = useGo()
  const { pathname } = useLocation()
  const [shown, setShown] = useState<'nothing' | 'menu' | 'palette' | 'keys'>('nothing')
  const close = (): void => setShown('nothing')
  useShortcut('mod+k', ['查找和跳转', 'search and go'], () => setShown('palette'))
  useShortcut('?', ['键盘操作一览', 'keys of this page'], () => setShown('keys'))
  const here = `/${pathname.split('/').filter((part) => part !== '' && part !== 'console')[0] ?? ''}`
  const menu = (
    <nav aria-label={say('主菜单', 'Main menu')}>
      <Menu
        mode="inline"
        selectedKeys={[pathname, here]}
        items={itemsOf(session, say)}
        onClick={close}
        style={{ border: 0 }}
      />
    </nav>
  )
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {say('跳到正文', 'Skip to the page')}
      </a>
      <header className="frame-head">
        <Button className="frame-more" type="text" onClick={() => setShown('menu')} aria-label={say('菜单', 'Menu')}>
          ☰
        </Button>
        <span className="frame-name">OpenYibao</span>
        <RegionSwitch />
        <span className="grow" />
        <JobNotice looksAtThem={here === '/jobs'} />
        <Button onClick={() => setShown('palette')}>
          {say('查找', 'Search')} <kbd>Ctrl K</kbd>
        </Button>
        <Choices />
        <Go to="/account">{session.name}</Go>
        <Button type="text" onClick={() => go({ to: '/sign-out' })}>
          {say('退出', 'Sign out')}
        </Button>
      </header>
      <div className="frame-menu">{menu}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reached by key */}
      <main id="main" className="frame-main" tabIndex={0}>
        {children}
      </main>
      <Drawer open={shown === 'menu'} onClose={close} placement="left" size={240} title="OpenYibao">
        {menu}
      </Drawer>
      <Palette open={shown === 'palette'} onClose={close} />
      <KeyMap open={shown === 'keys'} onClose={close} />
    </div>
  )
}
