import { Alert, Typography } from 'antd'
import { useSay } from '../kit/index.ts'

/** A password that is told once, large enough to be read out. */
export function FirstPassword({ password }: { readonly password: string }) {
  const say = useSay()
  return (
    <Alert
      type="warning"
      style={{ marginTop: 12 }}
      title={say('初始口令，只显示这一次', 'The first password, shown only this once')}
      description={
        <>
          <Typography.Text copyable code style={{ fontSize: 18 }}>
            {password}
          </Typography.Text>
          <div>
            {say(
              '首次登录时须更换，7 天内有效。请当面或电话告知本人。',
              'It must be changed at the first sign-in and lasts a week. Tell it to its owner in person.',
            )}
          </div>
        </>
      }
    />
  )
}
