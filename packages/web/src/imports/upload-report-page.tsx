import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Popconfirm, Table } from 'antd'
import { useEffect, useState } from 'react'
import {
  Asked,
  Failure,
  Go,
  JobProgress,
  type Pair,
  Sheet,
  save,
  useAct,
  useAnswer,
  useParam,
  useSay,
} from '../kit/index.ts'
import { ImportSteps } from './steps.tsx'
import { kindWords, type Upload } from './words.ts'
import './imports.css'

/** An upload that was checked. */
type Checked = Upload & { readonly report: NonNullable<Upload['report']> }
type Problem = Checked['report']['problems'][number]

const countWords: readonly (readonly ['rows' | 'added' | 'changed' | 'unchanged' | 'bad', Pair])[] = [
  ['rows', ['行数', 'Rows']],
  ['added', ['新增', 'New']],
  ['changed', ['变更', 'Changed']],
  ['unchanged', ['未变', 'Unchanged']],
  ['bad', ['有误', 'Wrong']],
]

function Counts({ upload: { report, appliedAt, kind } }: { readonly upload: Checked }) {
  const say = useSay()
  // Of a list with wrong rows nothing was tried, so nobody knows yet what the good ones would change.
  const isTried = report.bad === 0 || appliedAt !== null || kind === 'members'
  return (
    <dl className="import-counts">
      {countWords.map(([name, words]) => (
        <div key={name}>
          <dt>{say(...words)}</dt>
          <dd>{isTried || name === 'rows' || name === 'bad' ? report[name] : '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

function Problems({ upload }: { readonly upload: Checked }) {
  const say = useSay()
  const { problems, problemCount } = upload.report
  if (problemCount === 0) return null
  return (
    <Table<Problem>
      size="small"
      rowKey={(problem) => `${problem.line}/${problem.column}/${problem.what.zh}`}
      dataSource={[...problems]}
      pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
      caption={
        problemCount > problems.length
          ? say(
              `共 ${problemCount} 个问题，显示前 ${problems.length} 个；全部见“有误的行”工作簿`,
              `${problemCount} problems, the first ${problems.length} here; the workbook of wrong rows has them all`,
            )
          : say(`共 ${problemCount} 个问题`, `${problemCount} problems`)
      }
      columns={[
        { title: say('行', 'Line'), dataIndex: 'line', align: 'right', width: 80 },
        { title: say('列', 'Column'), dataIndex: 'column', width: 160 },
        { title: say('内容', 'Value'), dataIndex: 'value', width: 200, ellipsis: true },
        { title: say('问题', 'Problem'), render: (_, { what }) => say(what) },
        { title: say('怎么改', 'What to do'), render: (_, { cure }) => say(cure) },
      ]}
    />
  )
}

/** What can be done with an upload as it stands. */
function Acts({ upload }: { readonly upload: Checked }) {
  const say = useSay()
  const [fault, setFault] = useState<Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const apply = useAct('imports.apply', ['jobs'])
  const { uploadId, appliedAt } = upload
  const { bad, rows, isReadable, problemCount } = upload.report
  const mayWrite = isReadable && appliedAt === null
  const saveRows = async (): Promise<void> => {
    setSaving(true)
    setFault(null)
    try {
      await save('imports.rows', { uploadId })
    } catch (error) {
      setFault(error instanceof Error ? error : new Error(String(error)))
    }
    setSaving(false)
  }
  const good = rows - bad
  const write = (skipBad: boolean): void => apply.mutate({ uploadId, skipBad })
  const failure = fault ?? apply.error
  return (
    <>
      {failure === null ? null : <Failure of={failure} />}
      <Flex gap="small" wrap align="center">
        {problemCount === 0 ? null : (
          <Button type={bad > 0 ? 'primary' : 'default'} loading={isSaving} onClick={() => void saveRows()}>
            {say('下载有误的行', 'Get the wrong rows')}
          </Button>
        )}
        {mayWrite && bad === 0 && rows > 0 ? (
          <Button type="primary" loading={apply.isPending} onClick={() => write(false)}>
            {say(`写入全部 ${rows} 行`, `Write all ${rows} rows`)}
          </Button>
        ) : null}
        {mayWrite && bad > 0 && good > 0 ? (
          <Popconfirm
            title={say(
              `只写入 ${good} 行，${bad} 行有误的不写入`,
              `Write ${good} rows only, and leave ${bad} wrong ones out`,
            )}
            okText={say('写入', 'Write')}
            cancelText={say('不写入', 'Do not')}
            onConfirm={() => write(true)}
          >
            <Button loading={apply.isPending}>{say(`只写入无误的 ${good} 行`, `Write the ${good} good rows`)}</Button>
          </Popconfirm>
        ) : null}
        <Another kind={upload.kind} />
      </Flex>
    </>
  )
}

function Another({ kind }: Pick<Upload, 'kind'>) {
  const say = useSay()
  return (
    <Go to="/imports" search={{ kind }}>
      {say('上传另一份', 'Another file')}
    </Go>
  )
}

function Outcome({ upload: { appliedAt, report } }: { readonly upload: Checked }) {
  const say = useSay()
  const { bad, isReadable } = report
  if (appliedAt !== null) {
    return <Alert type="success" showIcon role="status" title={say(`已写入，${appliedAt}`, `Written, ${appliedAt}`)} />
  }
  if (!isReadable) {
    return (
      <Alert
        type="error"
        showIcon
        title={say('文件读不完，未写入任何数据', 'The file cannot be read to its end; nothing was written')}
      />
    )
  }
  if (bad === 0) return <Alert type="success" showIcon title={say('每一行都可写入', 'Every row may be written')} />
  return (
    <Alert
      type="warning"
      showIcon
      title={say(`${bad} 行有误，未写入任何数据`, `${bad} rows are wrong; nothing was written`)}
      description={say(
        '下载有误的行，按行尾的说明改正后，作为新文件上传；改正后的工作簿可以直接上传。',
        'Get the wrong rows, correct them as the last column says, and hand that workbook in as it is.',
      )}
    />
  )
}

/** A job that came to nothing, and why. */
function Undone({ job: { kind, state, failure } }: Pick<Upload, 'job'>) {
  const say = useSay()
  if (failure !== null) {
    return <Alert type="error" showIcon role="alert" title={say(failure.message)} description={say(failure.cure)} />
  }
  if (state !== 'cancelled') return null
  const title =
    kind === 'imports-check'
      ? say('检查已取消，请重新上传', 'The check was cancelled; hand the file in again')
      : say('写入已取消，未写入任何数据', 'The writing was cancelled; nothing was written')
  return <Alert type="warning" showIcon title={title} />
}

function Report({ upload }: { readonly upload: Checked }) {
  return (
    <>
      <Outcome upload={upload} />
      <Counts upload={upload} />
      <Acts upload={upload} />
      <Problems upload={upload} />
    </>
  )
}

function UploadState({ upload }: { readonly upload: Upload }) {
  const say = useSay()
  const { kind, job, report } = upload
  if (job.endedAt === null) {
    return (
      <>
        <JobProgress job={job} />
        <small className="import-away">
          {say(
            '可以离开本页，任务会继续；稍后从“我的任务”再打开。',
            'You may leave this page: the job goes on, and “My jobs” leads back to it.',
          )}
        </small>
      </>
    )
  }
  return (
    <>
      <Undone job={job} />
      {report === null ? <Another kind={kind} /> : <Report upload={{ ...upload, report }} />}
    </>
  )
}

/** Small lists are checked within a moment. */
const lookEveryMs = 500

/** An upload, looked at as long as a job works on it. */
function useUpload(uploadId: string) {
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(true)
  const asked = useAnswer('imports.get', { uploadId }, isOpen ? { every: lookEveryMs } : {})
  const { data } = asked
  const goesOn = data === undefined ? asked.error === null : data.job.endedAt === null
  if (goesOn !== isOpen) setOpen(goesOn)
  const appliedAt = data?.appliedAt ?? null
  useEffect(() => {
    // What other desks show of people, institutions and catalogues is another now.
    if (appliedAt !== null) void queries.invalidateQueries({ refetchType: 'none' })
  }, [appliedAt, queries])
  return asked
}

/** Whether it is written, or being written. */
const isWritten = ({ appliedAt, job }: Upload): boolean =>
  appliedAt !== null || (job.kind === 'imports-apply' && job.endedAt === null)

/** What a check found, row by row, and the writing of it. */
export function Page() {
  const say = useSay()
  const uploadId = useParam('uploadId')
  const asked = useUpload(uploadId)
  return (
    <Sheet title={say('检查和写入', 'Check and write')}>
      <Asked of={asked}>
        {(upload) => (
          <>
            <ImportSteps current={isWritten(upload) ? 2 : 1} />
            <div>
              <strong>{say(...kindWords[upload.kind].name)}</strong> · {upload.filename} · {upload.uploadedAt}
            </div>
            <UploadState upload={upload} />
          </>
        )}
      </Asked>
    </Sheet>
  )
}
