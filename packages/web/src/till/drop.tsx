import { Button, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useSay } from '../kit/index.ts'

interface Drop {
  /** Whether the typed lines may make way for somebody else; asks when there are any. */
  readonly mayDrop: () => Promise<boolean>
  readonly dialog: ReactNode
}

/** @param count lines that were typed and not settled */
export function useDrop(count: number): Drop {
  const say = useSay()
  const stay = useRef<HTMLButtonElement>(null)
  const [answer, setAnswer] = useState<((drops: boolean) => void) | null>(null)
  const end = (drops: boolean) => (): void => {
    answer?.(drops)
    setAnswer(null)
  }
  return {
    mayDrop: () => (count === 0 ? Promise.resolve(true) : new Promise<boolean>((resolve) => setAnswer(() => resolve))),
    dialog: (
      <Modal
        open={answer !== null}
        title={say('还有没收费的明细', 'Lines are not settled')}
        onCancel={end(false)}
        afterOpenChange={(open) => {
          if (open) stay.current?.focus()
        }}
        footer={
          <>
            <Button danger onClick={end(true)}>
              {say('放弃明细', 'Drop them')}
            </Button>
            <Button type="primary" ref={stay} onClick={end(false)}>
              {say('继续收费', 'Go on with them')}
            </Button>
          </>
        }
      >
        {say(`已录入 ${count} 行，换一个人就不再保留。`, `Lines typed: ${count}. Another person takes their place.`)}
      </Modal>
    ),
  }
}
