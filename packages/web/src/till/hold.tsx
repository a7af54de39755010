import { useBlocker } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useEffect, useRef } from 'react'
import { useSay } from '../kit/index.ts'

interface HoldProps {
  readonly holds: boolean
}

/** Asks before a page is left, by the menu, the back button or the browser, that holds what would be lost. */
export function Hold({ holds }: HoldProps) {
  const say = useSay()
  const stay = useRef<HTMLButtonElement>(null)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => holds,
    enableBeforeUnload: () => holds,
    withResolver: true,
  })
  useEffect(() => {
    if (!holds) reset?.()
  }, [holds, reset])
  return (
    <Modal
      open={status === 'blocked'}
      title={say('还有没办完的收费', 'A sale is not finished')}
      onCancel={() => reset?.()}
      afterOpenChange={(open) => {
        if (open) stay.current?.focus()
      }}
      footer={
        <>
          <Button danger onClick={proceed}>
            {say('放弃并离开', 'Drop it and leave')}
          </Button>
          <Button type="primary" ref={stay} onClick={reset}>
            {say('留在收费台', 'Stay at the till')}
          </Button>
        </>
      }
    >
      {say(
        '已录入而未收费的明细不保留。已登记、已上传的仍在，再识别此人即可继续；没有收到应答的报文列在“班次与对账”中，可在那里查问或冲正。',
        'Lines that were typed and not settled are dropped. What was registered and uploaded stays: identify the person again to go on. A message without an answer stands on the page of the shift, to be asked about or reversed there.',
      )}
    </Modal>
  )
}
