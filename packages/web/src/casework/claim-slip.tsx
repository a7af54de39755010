import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, Checkbox, Flex, Modal } from 'antd'
import { useState } from 'react'
import { useSay } from '../kit/index.ts'
import './claim-slip.css'

interface ClaimSlipProps {
  readonly received: Answer<'tips.receive'>
  readonly onClose: () => void
}

/** The claim code, told this once: to be printed or written down and handed over; what was told stands not on it. */
export function ClaimSlip({ received: { tipId, claimCode }, onClose }: ClaimSlipProps) {
  const say = useSay()
  const [handedOver, setHandedOver] = useState(false)
  return (
    <Modal
      open
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      width={560}
      title={<span className="slip-screen">{say('已登记，请交给举报人', 'Taken in: hand this over')}</span>}
    >
      <article className="claim-slip">
        <h2>{say('举报凭证', 'Claim code of a tip')}</h2>
        <dl>
          <dt>{say('举报编号', 'Number')}</dt>
          <dd>{tipId}</dd>
          <dt>{say('凭证', 'Claim code')}</dt>
          <dd className="slip-code">{claimCode}</dd>
        </dl>
        <p>
          {say(
            '凭编号和凭证查询进度、领取奖励，不问姓名。请妥善保管：凭证不能补发。',
            'Number and code tell how the tip stands and claim a reward, without a name. Keep them: the code is never given again.',
          )}
        </p>
        <p className="slip-address">
          {say('查询', 'Ask at')} {window.location.origin}/console/tip-status
        </p>
      </article>
      <Flex vertical gap="small" className="slip-screen">
        <Alert
          type="warning"
          showIcon
          title={say(
            '凭证只显示这一次，平台只保存其摘要，关闭后谁也看不到。',
            'The code is shown only this once; the centre keeps a digest, and nobody sees it after this is closed.',
          )}
        />
        <Checkbox checked={handedOver} onChange={({ target }) => setHandedOver(target.checked)}>
          {say('已打印或抄录，交给举报人', 'It was printed or written down, and handed over')}
        </Checkbox>
        <Flex justify="end" gap="small">
          <Button onClick={() => window.print()}>{say('打印', 'Print')}</Button>
          <Button type="primary" disabled={!handedOver} onClick={onClose}>
            {say('关闭', 'Close')}
          </Button>
        </Flex>
      </Flex>
    </Modal>
  )
}
