import { Alert } from 'antd'
import { useSay } from '../kit/index.ts'

/** What was begun here is not to be done any more, for somebody else acted; what was typed stays to be read. */
export function TooLate() {
  const say = useSay()
  return (
    <Alert
      type="warning"
      showIcon
      title={say('此间已有他人办理，现在不能再办这一项', 'Somebody acted meanwhile: this cannot be done any more')}
    />
  )
}
