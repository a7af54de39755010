import { roleTerms } from '@yibao/core/office'
import { Card, Descriptions, Flex, message, Tag } from 'antd'
import { useSay } from '../kit/say.tsx'
import { useSession } from '../kit/session.tsx'
import { Sheet } from '../kit/sheet.tsx'
import { PasswordForm } from './password.tsx'

/** Who I am, what I may do, and my password. */
export function Page() {
  const say = useSay()
  const { userId, name, grants } = useSession()
  const [told, place] = message.useMessage()
  return (
    <Sheet title={say('我的账号', 'My account')}>
      {place}
      <Descriptions
        column={1}
        bordered
        items={[
          { key: 'user', label: say('用户名', 'User name'), children: userId },
          { key: 'name', label: say('姓名', 'Name'), children: name },
          {
            key: 'grants',
            label: say('角色和范围', 'Roles and where'),
            children: (
              <Flex gap="small" wrap>
                {grants.map(({ role, scope }) => {
                  const where = scope.kind === 'region' ? scope.division : scope.providerCode
                  return (
                    <Tag key={`${role}/${where}`}>
                      {say(...roleTerms(role).name)} · {where === '000000' ? say('全部', 'everywhere') : where}
                    </Tag>
                  )
                })}
              </Flex>
            ),
          },
        ]}
      />
      <Card title={say('更换口令', 'Change the password')} style={{ maxWidth: 480 }}>
        <PasswordForm onChanged={() => void told.success(say('口令已更换', 'the password was changed'))} />
      </Card>
    </Sheet>
  )
}
