import { rightNames } from '@yibao/core/office'
import { Result } from 'antd'
import type { Page } from '../kit/desk.ts'
import { useSay } from '../kit/say.tsx'

/** A page that is not open to whoever is signed in, and who can help. */
export function Forbidden({ right }: Pick<Page, 'right'>) {
  const say = useSay()
  const name = right === 'signed-in' || right === 'anyone' ? null : rightNames[right]
  return (
    <Result
      status="warning"
      title={say('您没有打开此页的权限', 'This page is not open to you')}
      subTitle={
        name === null
          ? null
          : say(
              `需要权限：${name[0]}。请联系安全管理员授权。`,
              `It needs the right: ${name[1]}. Ask the security administrator for it.`,
            )
      }
    />
  )
}

export function NoSuchPage() {
  const say = useSay()
  return (
    <Result
      status="info"
      title={say('没有这个页面', 'There is no such page')}
      subTitle={say('请核对地址，或从菜单进入。', 'Check the address, or take the menu.')}
    />
  )
}
