import type { Answer } from '@yibao/contract/rest'
import { Alert, Button, DatePicker, Form, Input, Tag } from 'antd'
import dayjs from 'dayjs'
import { useRef, useState } from 'react'
import {
  Asked,
  CallFailure,
  call,
  Failure,
  fieldRules,
  Sheet,
  saveFile,
  useAnswer,
  useFilters,
  useParam,
  useSay,
  useShortcut,
  useToday,
} from '../kit/index.ts'
import './supervision.css'
import { Cases, Compared, Problems } from './rule-outcome.tsx'
import { actionWords, classWords, momentWords, severityColours, severityWords } from './words.ts'

type Rule = Answer<'rules.get'>
type Tried = Answer<'rules.try'>

const form = 'YYYY-MM-DD'
const pick = ({ division }: Readonly<Record<string, unknown>>) => ({
  division: typeof division === 'string' || typeof division === 'number' ? String(division) : undefined,
})

/** A text with the numbers of its lines, so that what is wrong can be found. */
function Editor({
  text,
  onChange,
  wrong,
}: {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly wrong: ReadonlySet<number>
}) {
  const say = useSay()
  const lines = text.split('\n')
  return (
    <div className="guard-editor">
      <pre aria-hidden="true">{lines.map((_, at) => `${wrong.has(at + 1) ? '✗ ' : ''}${at + 1}`).join('\n')}</pre>
      <textarea
        aria-label={say('规则文本（YAML）', 'Text of the rule (YAML)')}
        spellCheck={false}
        wrap="off"
        rows={lines.length}
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  )
}

interface PastForm {
  readonly days: readonly [dayjs.Dayjs, dayjs.Dayjs]
  readonly providerCode?: string
}

/** One call at a time, which can be stopped. */
function useTry() {
  const [tried, setTried] = useState<Tried | null>(null)
  const [error, setError] = useState<CallFailure | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const running = useRef<AbortController>(null)
  const stop = (): void => running.current?.abort()
  const start = async (input: Parameters<typeof call<'rules.try'>>[1]): Promise<void> => {
    stop()
    const own = new AbortController()
    running.current = own
    setWaiting(true)
    setError(null)
    try {
      setTried(await call('rules.try', input, { signal: own.signal }))
    } catch (fault) {
      if (own.signal.aborted) return
      if (!(fault instanceof CallFailure)) throw fault
      setError(fault)
    } finally {
      if (running.current === own) setWaiting(false)
    }
  }
  return { tried, error, isWaiting, start, stop }
}

function Work({ rule }: { readonly rule: Rule }) {
  const say = useSay()
  const today = useToday()
  const [text, setText] = useState(rule.text?.yaml ?? '')
  const { tried, error, isWaiting, start, stop } = useTry()
  const { division } = rule
  const check = (): void => void start({ division, yaml: text })
  const tryPast = ({ days: [from, until], providerCode }: PastForm): void =>
    void start({
      division,
      yaml: text,
      from: from.format(form),
      until: until.format(form),
      ...(providerCode === undefined || providerCode.trim() === '' ? {} : { providerCode: providerCode.trim() }),
    })
  useShortcut('f9', ['检查规则', 'Check the rule'], check)
  const download = (): void =>
    saveFile(
      { filename: `${tried?.code ?? rule.code}.yaml`, content: new TextEncoder().encode(text) },
      'application/yaml',
    )
  const isChanged = rule.text !== null && text !== rule.text.yaml
  return (
    <div className="guard-two">
      <div className="guard-actions">
        <div className="guard-filters">
          <Button type="primary" onClick={check} loading={isWaiting} disabled={text.trim() === ''}>
            {say('检查并运行算例 F9', 'Check and run the cases F9')}
          </Button>
          {isWaiting ? <Button onClick={stop}>{say('停止', 'Stop')}</Button> : null}
          <Button onClick={download} disabled={text.trim() === ''}>
            {say('下载 YAML', 'Download YAML')}
          </Button>
          {isChanged ? (
            <Button onClick={() => setText(rule.text?.yaml ?? '')}>{say('恢复原文', 'Take back the changes')}</Button>
          ) : null}
        </div>
        {rule.text === null ? (
          <Alert
            type="info"
            showIcon
            title={say(
              '随附文件中没有这条规则，可粘贴文本试算',
              'No file ships for this rule: paste its text to try it',
            )}
          />
        ) : rule.text.same ? null : (
          <Alert
            type="warning"
            showIcon
            title={say(
              '启用的规则与随附文件不同（地区参数或另一版本）',
              'The rule in force is another than the file that ships (parameters of the region, or another version)',
            )}
          />
        )}
        <Editor text={text} onChange={setText} wrong={new Set(tried?.problems.map(({ line }) => line))} />
        <p>
          {say(
            '此处只检查和试算，不改变启用的规则；启用请把下载的文件放入规则目录，执行 ./yibao audit release import。',
            'Nothing here changes the rules in force: put the file into a folder of rules, and run ./yibao audit release import.',
          )}
        </p>
      </div>
      <div className="guard-actions">
        <section className="guard-card">
          <h2>{say('在过去的结算上试算', 'Try it on the past')}</h2>
          <Form<PastForm>
            key={today}
            layout="vertical"
            onFinish={tryPast}
            initialValues={{
              days: [
                dayjs(today).subtract(1, 'month').startOf('month'),
                dayjs(today).subtract(1, 'month').endOf('month'),
              ],
            }}
          >
            <Form.Item
              name="days"
              label={say('结算日（至多 31 天）', 'Days of settlement (31 at most)')}
              rules={[{ required: true, message: say('请选择日期', 'choose the days') }]}
            >
              <DatePicker.RangePicker />
            </Form.Item>
            <Form.Item
              name="providerCode"
              label={say('机构编码（缺省全部机构）', 'Institution (all when empty)')}
              rules={[...fieldRules('rules.try', 'providerCode', say)]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <div className="guard-filters">
              <Button htmlType="submit" loading={isWaiting} disabled={text.trim() === ''}>
                {say('试算', 'Try')}
              </Button>
              {isWaiting ? <Button onClick={stop}>{say('停止', 'Stop')}</Button> : null}
            </div>
          </Form>
        </section>
        {error === null ? null : <Failure of={error} />}
        {tried === null ? null : <Problems tried={tried} />}
        {tried === null || tried.past === null ? null : <Compared past={tried.past} />}
        <Cases cases={tried === null ? rule.cases : tried.cases} />
      </div>
    </div>
  )
}

function Whole({ rule }: { readonly rule: Rule }) {
  const say = useSay()
  return (
    <Sheet
      title={`${rule.code} ${say(rule.name)}`}
      extra={
        <>
          <Tag color={severityColours[rule.severity]}>{say(...severityWords[rule.severity])}</Tag>
          <Tag>{say(...actionWords[rule.action])}</Tag>
          <Tag>{say(...classWords[rule.class])}</Tag>
          {rule.moments.map((one) => (
            <Tag key={one}>{say(...momentWords[one])}</Tag>
          ))}
        </>
      }
    >
      <details className="guard-card">
        <summary>{say('规则的规定', 'What the rule says')}</summary>
        <ul className="guard-lines">
          {rule.definition.map((line) => (
            <li key={line.en}>{say(line)}</li>
          ))}
        </ul>
      </details>
      <Work key={rule.code} rule={rule} />
    </Sheet>
  )
}

/** One rule: what it says, its cases, and a place to change it and see what it would find. */
export function Page() {
  const code = useParam('code')
  const [{ division }] = useFilters(pick)
  const found = useAnswer('rules.get', { code, ...(division === undefined ? {} : { division }) })
  return <Asked of={found}>{(rule) => <Whole rule={rule} />}</Asked>
}
