import { Button, Flex, Input, type InputRef, Select } from 'antd'
import { type Ref, useState } from 'react'
import { useSay, useShortcut } from '../kit/index.ts'
import type { PersonAsked } from './counter.ts'
import { readCard } from './device.ts'
import { certificateNames } from './words.ts'

/** What stands for no certificate: whoever was here before is known by number. */
const byNumber = 'number'

interface IdentifyProps {
  readonly inputRef: Ref<InputRef>
  readonly busy: boolean
  readonly port: number
  readonly onAsk: (question: PersonAsked) => void
  readonly onNoCard: () => void
}

/** Who stands at the window: a number that is typed or scanned, or a card on the reader. */
export function Identify({ inputRef, busy, port, onAsk, onNoCard }: IdentifyProps) {
  const say = useSay()
  const [kind, setKind] = useState('02')
  const [typed, setTyped] = useState('')
  const [reading, setReading] = useState(false)
  const identify = (): void => {
    const text = typed.normalize('NFKC').trim()
    if (text === '' || busy) return
    onAsk(kind === byNumber ? { insuredId: text } : { certificateType: kind, certificateNumber: text })
    setTyped('')
  }
  const read = async (): Promise<void> => {
    setReading(true)
    const card = await readCard(port)
    setReading(false)
    if (card === null) onNoCard()
    else onAsk(card)
  }
  useShortcut('f4', ['读卡', 'read the card'], () => void read())
  return (
    <Flex gap="small" wrap align="center">
      <Select
        aria-label={say('凭证类型', 'Kind of certificate')}
        value={kind}
        onChange={setKind}
        popupMatchSelectWidth={false}
        style={{ width: 170 }}
        options={[
          ...Object.entries(certificateNames).map(([value, name]) => ({ value, label: say(...name) })),
          { value: byNumber, label: say('人员编号（曾来本机构）', 'Insured number, known here') },
        ]}
      />
      <Input
        ref={inputRef}
        value={typed}
        disabled={busy}
        autoFocus
        autoComplete="off"
        aria-label={say('证件号码', 'Certificate number')}
        placeholder={say('输入或扫码，回车识别', 'Type or scan, then Enter')}
        onChange={({ target }) => setTyped(target.value)}
        onPressEnter={identify}
        style={{ width: 240 }}
      />
      <Button onClick={identify} disabled={busy}>
        {say('识别', 'Identify')} <kbd>F2</kbd>
      </Button>
      <Button onClick={() => void read()} loading={reading} disabled={busy}>
        {say('读卡', 'Read card')} <kbd>F4</kbd>
      </Button>
    </Flex>
  )
}
