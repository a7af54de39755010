import type { Answer } from '@yibao/contract/rest'
import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import {
  Asked,
  type CallFailure,
  Failure,
  Go,
  Sheet,
  save,
  useAct,
  useAnswer,
  useParam,
  useSay,
  useShortcut,
} from '../kit/index.ts'
import { Paper } from './paper.tsx'
import { Story } from './story.tsx'

type Format = 'a4' | 'half'
type Mark = Answer<'receipts.mark'>

/** A settlement statement: looked at, printed by the browser or as PDF; every print is counted. */
export function Page() {
  const say = useSay()
  const named = { insuredId: useParam('insuredId'), settlementId: useParam('settlementId') }
  const query = useAnswer('receipts.get', named)
  const count = useAct('receipts.mark')
  const [format, setFormat] = useState<Format>('a4')
  const [mark, setMark] = useState<Mark | null>(null)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<CallFailure | null>(null)

  // The mark is on the page before the browser takes it, and gone afterwards: the next print is another one.
  useEffect(() => {
    if (mark === null) return
    const forget = (): void => setMark(null)
    window.addEventListener('afterprint', forget, { once: true })
    window.print()
    return () => window.removeEventListener('afterprint', forget)
  }, [mark])

  const print = (): void => {
    if (!count.isPending) count.mutate(named, { onSuccess: setMark })
  }
  const savePdf = async (): Promise<void> => {
    setSaving(true)
    setFailure(null)
    try {
      await save('receipts.print', { ...named, format })
      await query.refetch()
    } catch (error) {
      setFailure(error as CallFailure)
    } finally {
      setSaving(false)
    }
  }
  useShortcut('mod+p', ['打印结算单（计次）', 'print the statement, counted'], print)

  return (
    <Sheet
      title={<span className="receipt-screen">{say('结算单', 'Settlement statement')}</span>}
      extra={
        <div className="receipt-tools receipt-screen">
          <Go to="/settlements/$insuredId/$settlementId" params={named}>
            <Button tabIndex={-1}>{say('这笔结算', 'The settlement')}</Button>
          </Go>
          <Segmented<Format>
            aria-label={say('纸张', 'Paper')}
            value={format}
            onChange={setFormat}
            options={[
              { value: 'a4', label: 'A4' },
              { value: 'half', label: say('半页', 'Half page') },
            ]}
          />
          <Button onClick={() => void savePdf()} loading={saving}>
            {saving ? say('正在制作 PDF…', 'Making the PDF…') : say('打印 PDF', 'Print as PDF')}
          </Button>
          <Button type="primary" onClick={print} loading={count.isPending}>
            {say('打印', 'Print')} <kbd>Ctrl P</kbd>
          </Button>
        </div>
      }
    >
      <div role="status" className="receipt-screen">
        {saving
          ? say(
              '正在制作 PDF；服务启动后的第一份要读入字体，可能需要十几秒。',
              'Making the PDF; the first one after a start reads the font and may take some ten seconds.',
            )
          : null}
      </div>
      {failure === null ? null : <Failure of={failure} />}
      {count.error === null ? null : <Failure of={count.error} />}
      <Asked of={query}>
        {(shown) => (
          <>
            <div className="receipt-screen" role="status">
              {shown.prints.count === 0
                ? say('尚未打印；第一次打印为原件。', 'Not printed yet; the first print is the original.')
                : say(
                    `已打印 ${shown.prints.count} 次，上次 ${shown.prints.lastAt}；再打印将标记“重印 第${shown.prints.count}次”。`,
                    `Printed ${shown.prints.count} times, last ${shown.prints.lastAt}; the next print is marked reprint no. ${shown.prints.count}.`,
                  )}
              {shown.why.address === null ? (
                <div>
                  {say(
                    '未印二维码：中心不知道自己的公开地址，请管理员启动时加 --public-url。',
                    'No code is printed: the centre does not know its public address; an administrator starts it with --public-url.',
                  )}
                </div>
              ) : null}
            </div>
            <Paper shown={shown} mark={mark} />
            <section className="receipt-why receipt-screen">
              <h2 className="sheet-title">{say('为什么付这么多', 'Why it came out so')}</h2>
              <Story paragraphs={shown.story.paragraphs} />
            </section>
          </>
        )}
      </Asked>
    </Sheet>
  )
}
