import { Alert, Button, Flex, Input, type InputRef, Select } from 'antd'
import { type RefObject, useState } from 'react'
import { type Pair, useSay, useShortcut } from '../kit/index.ts'
import type { PersonAsked } from './counter.ts'
import { readCard } from './device.ts'
import { certificateNames } from './words.ts'

/** What stands for no certificate: whoever was here before is known by number. */
const byNumber = 'number'

interface IdentifyProps {
  readonly inputRef: RefObject<InputRef | null>
  readonly busy: boolean
  /** Whether somebody is being looked for. */
  readonly identifying: boolean
  readonly port: number
  /** Somebody is about to be identified: what was said before is over. */
  readonly onBegin: () => void
  /** Tells whether the person was found. */
  readonly onAsk: (question: PersonAsked) => Promise<boolean>
}

/** Who stands at the window: a number that is typed or scanned, or a card on the reader. */
export function Identify({ inputRef, busy, identifying, port, onBegin, onAsk }: IdentifyProps) {
  const say = useSay()
  const [kind, setKind] = useState('02')
  const [typed, setTyped] = useState('')
  const [reading, setReading] = useState(false)
  const [fault, setFault] = useState<'empty' | 'no-card' | null>(null)
  const begin = (wrong: typeof fault): void => {
    onBegin()
    setFault(wrong)
  }
  const identify = async (): Promise<void> => {
    const text = typed.normalize('NFKC').trim()
    if (busy) return
    begin(text === '' ? 'empty' : null)
    if (text === '') return
    const found = await onAsk(
      kind === byNumber ? { insuredId: text } : { certificateType: kind, certificateNumber: text },
    )
    if (found) setTyped('')
  }
  const read = async (): Promise<void> => {
    if (busy || reading) return
    begin(null)
    setReading(true)
    const card = await readCard(port)
    setReading(false)
    if (card === null) setFault('no-card')
    else if (await onAsk(card)) setTyped('')
  }
  useShortcut('f4', ['读卡', 'read the card'], () => void read())
  const doing: Pair | null = identifying
    ? ['正在识别…', 'Looking for the person…']
    : reading
      ? ['正在读卡…', 'Reading the card…']
      : null
  return (
    <>
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
          aria-describedby="till-identify-told"
          {...(fault === 'empty' ? { status: 'error' as const, 'aria-invalid': true } : {})}
          placeholder={say('输入或扫码，回车识别', 'Type or scan, then Enter')}
          onChange={({ target }) => {
            setTyped(target.value)
            if (fault === 'empty') setFault(null)
          }}
          onPressEnter={() => void identify()}
          style={{ width: 240 }}
        />
        <Button onClick={() => void identify()} loading={identifying} disabled={busy}>
          {say('识别', 'Identify')} <kbd>F2</kbd>
        </Button>
        <Button onClick={() => void read()} loading={reading} disabled={busy}>
          {say('读卡', 'Read card')} <kbd>F4</kbd>
        </Button>
        <span id="till-identify-told" role="status" className="till-soft">
          {doing !== null ? say(...doing) : fault === 'empty' ? say('请先填写号码', 'Type a number first') : ''}
        </span>
      </Flex>
      {fault === 'no-card' ? (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: () => setFault(null) }}
          title={say('没有读到卡', 'No card was read')}
          description={say(
            `本机端口 ${port} 没有读卡服务或没有放卡；可直接输入号码`,
            `no card or no reader at port ${port} of this machine; the number can be typed`,
          )}
        />
      ) : null}
    </>
  )
}
