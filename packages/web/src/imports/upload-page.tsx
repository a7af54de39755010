import { Alert, Button, Flex } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { Failure, Go, Sheet, save, useAct, useAnswer, useFilters, useGo, useSay } from '../kit/index.ts'
import { ImportSteps } from './steps.tsx'
import { type Kind, kinds, kindWords } from './words.ts'
import './imports.css'

const mostBytes = 8 * 1024 * 1024

const lookEveryMs = 5_000

/** Lists of one's own that are being checked or written, for whoever has left their page. */
function OpenImports() {
  const say = useSay()
  const { data } = useAnswer('jobs.list', {}, { every: lookEveryMs })
  const open = (data?.rows ?? []).filter(({ kind, endedAt }) => kind.startsWith('imports-') && endedAt === null)
  return open.map(({ jobId, kind, target, askedAt }) => (
    <Alert
      key={jobId}
      type="info"
      showIcon
      title={
        kind === 'imports-check'
          ? say(`${askedAt} 上传的名单正在检查`, `A list of ${askedAt} is being checked`)
          : say(`一份名单正在写入（${askedAt}）`, `A list is being written since ${askedAt}`)
      }
      action={
        target === null ? null : (
          <Go to="/imports/$uploadId" params={{ uploadId: target }}>
            {say('打开', 'Open')}
          </Go>
        )
      }
    />
  ))
}

const pick = ({ kind }: Readonly<Record<string, unknown>>) => ({ kind: kinds.find((one) => one === kind) })

/** The bytes of a file as the centre takes them. */
const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })

function Kinds({ kind, onChange }: { readonly kind: Kind; readonly onChange: (kind: Kind) => void }) {
  const say = useSay()
  return (
    <fieldset className="import-kinds">
      <legend className="unseen">{say('名单种类', 'What the list holds')}</legend>
      {kinds.map((one) => (
        <label key={one} className="import-kind">
          <span>
            <input type="radio" name="kind" checked={one === kind} onChange={() => onChange(one)} />{' '}
            <strong>{say(...kindWords[one].name)}</strong>
          </span>
          <small>{say(...kindWords[one].about)}</small>
        </label>
      ))}
    </fieldset>
  )
}

/** A list is chosen, and checked as a whole before anything of it is written. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [{ kind = 'members' }, change] = useFilters(pick)
  const [fault, setFault] = useState<Error | null>(null)
  const [isOver, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  const check = useAct('imports.check', ['jobs'])

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined || check.isPending) return
    check.reset()
    if (file.size > mostBytes) {
      const words = say('文件超过 8 MB，请分成几个文件', 'the file is larger than 8 MB: split it')
      setFault(new Error(words))
      return
    }
    setFault(null)
    try {
      const content = await base64Of(file)
      check.mutate(
        { kind, filename: file.name, content },
        { onSuccess: ({ uploadId }) => go({ to: '/imports/$uploadId', params: { uploadId } }) },
      )
    } catch (error) {
      setFault(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const template = (): void => void save('imports.template', { kind }).catch(setFault)
  const failure = fault ?? check.error
  return (
    <Sheet title={say('名单导入', 'Imports')}>
      <ImportSteps current={0} />
      <OpenImports />
      <Kinds kind={kind} onChange={(chosen) => change({ kind: chosen })} />
      {failure === null ? null : <Failure of={failure} />}
      <section
        className={isOver ? 'import-drop over' : 'import-drop'}
        aria-label={say('选择文件', 'Choose a file')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Flex gap="small" wrap justify="center">
          <Button onClick={template}>{say('下载模板', 'Get the template')}</Button>
          <Button type="primary" loading={check.isPending} onClick={() => chooser.current?.click()}>
            {check.isPending ? say('正在上传…', 'Handing it in…') : say('选择文件并检查', 'Choose a file to check')}
          </Button>
        </Flex>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".xlsx,.csv,.tsv"
          aria-label={say('名单文件', 'File of the list')}
          onChange={(event) => {
            void take(event.target.files?.[0])
            // The same file may be chosen again after it was corrected.
            event.target.value = ''
          }}
        />
        <span>
          {say(
            '或把文件拖到这里。XLSX、CSV、TSV，8 MB、5 万行以内；表头中文或英文。',
            'Or drop it here. XLSX, CSV or TSV, up to 8 MB and 50,000 rows, headed in Chinese or English.',
          )}
        </span>
      </section>
      <Alert
        type="info"
        showIcon
        title={say(
          '先检查，不写入：每一行的错误都会列出。检查时可以离开，稍后从“我的任务”打开。文件只保留一天，只有您能看到。',
          'First every row is checked and nothing is written; you may leave meanwhile and open it from “My jobs”. The file is kept for a day, for you alone.',
        )}
      />
    </Sheet>
  )
}
