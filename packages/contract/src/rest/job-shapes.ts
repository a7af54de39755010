import Type from 'typebox'
import { saidError, type Words } from './route.ts'
import { both, count, fields, maybe, oneOf, text, time, words } from './schemas.ts'

/** Every kind of job by its name for people. */
export const jobKindNames: Readonly<Record<string, Words>> = {
  'settlements-export': { zh: '导出结算', en: 'Export of settlements' },
  'payments-run': { zh: '付费结算', en: 'Payment run' },
  'imports-check': { zh: '检查名单', en: 'Check of a list' },
  'imports-apply': { zh: '写入名单', en: 'Writing of a list' },
}

const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const

export const jobId = text(40, {
  ...both('任务编号', 'number of the job'),
  examples: ['174096000000000004A1B2C3D4'],
})

/** A job as its owner sees it. */
export const jobShape = fields({
  jobId,
  kind: Type.String({ ...both('任务种类', 'kind of job'), examples: ['settlements-export'] }),
  target: maybe(Type.String(both('办理对象：上传编号、统筹区等', 'what it is about: an upload, a region'))),
  state: oneOf(
    jobStates,
    'waiting 排队，running 进行中，done 完成，failed 未成，cancelled 已取消',
    'in the queue, in work, done, failed, cancelled',
  ),
  askedAt: time('发起时间', 'when it was asked for'),
  beganAt: maybe(time('开始时间', 'when it began')),
  endedAt: maybe(time('结束时间', 'when it ended')),
  done: count('已完成数量', 'how much is done'),
  estimate: maybe(count('预计总量，可能被超过', 'how much there will be; an estimate, which may be passed')),
  stage: maybe(words),
  cancelAsked: Type.Boolean(both('已要求取消', 'its owner has cancelled it')),
  result: maybe(
    Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      both('结果，字段因任务种类而异', 'what it came to; the fields are those of its kind'),
    ),
  ),
  failure: maybe(
    fields(
      { code: Type.String(both('稳定的代码', 'a stable code')), message: words, cure: words },
      both('为何未成', 'why'),
    ),
  ),
  file: maybe(
    fields({
      filename: Type.String(both('文件名', 'name of the file')),
      bytes: count('字节数', 'bytes'),
      until: time('保留至', 'kept until'),
    }),
  ),
})

/** What a route that starts a job may refuse with, beside its own. */
export const jobErrors = [
  saidError(
    'jobs.too-many',
    409,
    ['您已有太多任务在排队或进行', 'you have too many jobs in the queue or in work'],
    ['请等其中一个完成，或取消一个', 'wait for one of them to end, or cancel one'],
  ),
  saidError(
    'jobs.already-open',
    409,
    ['同样的任务已在排队或进行', 'the same job is in the queue or in work already'],
    ['请等它完成；其任务编号已列出', 'wait for it to end; its number is named'],
  ),
] as const
