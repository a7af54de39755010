import { Alert, Button, Flex, Popconfirm, Table } from 'antd'
import { useState } from 'react'
import { Asked, Failure, Go, type Pair, Sheet, save, useAct, useAnswer, useParam, useSay } from '../kit/index.ts'
import { ImportSteps } from './steps.tsx'
import { kindWords, type Upload } from './words.ts'
import './imports.css'

type Problem = Upload['problems'][number]

const countWords: readonly (readonly [keyof Upload & ('rows' | 'added' | 'changed' | 'unchanged' | 'bad'), Pair])[] = [
  ['rows', ['行数', 'Rows']],
  ['added', ['新增', 'New']],
  ['changed', ['变更', 'Changed']],
  ['unchanged', ['未变', 'Unchanged']],
  ['bad', ['有误', 'Wrong']],
]

function Counts({ upload }: { readonly upload: Upload }) {
  const say = useSay()
  // Of a list with wrong rows nothing was tried, so nobody knows yet what the good ones would change.
  const isTried = upload.bad === 0 || upload.appliedAt !== null || upload.kind === 'members'
  return (
    <dl className="import-counts">
      {countWords.map(([name, words]) => (
        <div key={name}>
          <dt>{say(...words)}</dt>
          <dd>{isTried || name === 'rows' || name === 'bad' ? upload[name] : '—'}</dd>
        </div>
      ))}
    </dl>
  )
}

function Problems({ upload }: { readonly upload: Upload }) {
  const say = useSay()
  const { problems, problemCount } = upload
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
function Acts({ upload }: { readonly upload: Upload }) {
  const say = useSay()
  const [fault, setFault] = useState<Error | null>(null)
  const [isSaving, setSaving] = useState(false)
  const apply = useAct('imports.apply', ['people', 'providers', 'catalogues', 'mappings'])
  const { uploadId, bad, rows, isReadable, problemCount } = upload
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
        {isReadable && bad === 0 && rows > 0 ? (
          <Button type="primary" loading={apply.isPending} onClick={() => write(false)}>
            {say(`写入全部 ${rows} 行`, `Write all ${rows} rows`)}
          </Button>
        ) : null}
        {isReadable && bad > 0 && good > 0 ? (
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
        <Go to="/imports" search={{ kind: upload.kind }}>
          {say('上传另一份', 'Another file')}
        </Go>
      </Flex>
    </>
  )
}

function Outcome({ upload }: { readonly upload: Upload }) {
  const say = useSay()
  const { appliedAt, bad, isReadable } = upload
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

/** What a check found, row by row, and the writing of it. */
export function Page() {
  const say = useSay()
  const uploadId = useParam('uploadId')
  const asked = useAnswer('imports.get', { uploadId })
  return (
    <Sheet title={say('检查和写入', 'Check and write')}>
      <Asked of={asked}>
        {(upload) => (
          <>
            <ImportSteps current={upload.appliedAt === null ? 1 : 2} />
            <div>
              <strong>{say(...kindWords[upload.kind].name)}</strong> · {upload.filename} · {upload.uploadedAt}
            </div>
            <Outcome upload={upload} />
            <Counts upload={upload} />
            <Acts upload={upload} />
            <Problems upload={upload} />
          </>
        )}
      </Asked>
    </Sheet>
  )
}
