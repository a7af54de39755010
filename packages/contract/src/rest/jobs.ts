import { unknownThing } from './errors.ts'
import { jobId, jobShape } from './job-shapes.ts'
import { fileAnswer, route, saidError } from './route.ts'
import { fields, page, pageFields } from './schemas.ts'

const unknownJob = unknownThing('jobs.unknown', '您的这个任务', 'such job of yours')

/** Jobs of whoever asks; each is started by a route of its own room. */
export const jobRoutes = [
  route({
    name: 'jobs.list',
    method: 'GET',
    path: '/api/jobs',
    right: 'signed-in',
    summary: { zh: '我的任务，新的在前', en: 'My jobs, newest first' },
    query: fields({ ...pageFields }),
    answer: page(jobShape),
    errors: [],
  }),
  route({
    name: 'jobs.get',
    method: 'GET',
    path: '/api/jobs/{jobId}',
    right: 'signed-in',
    summary: { zh: '一个任务：状态、进度、结果', en: 'One job: state, progress, result' },
    params: fields({ jobId }),
    answer: jobShape,
    errors: [unknownJob],
  }),
  route({
    name: 'jobs.cancel',
    method: 'POST',
    path: '/api/jobs/{jobId}/cancel',
    right: 'signed-in',
    summary: { zh: '取消任务', en: 'Cancel a job' },
    params: fields({ jobId }),
    answer: jobShape,
    errors: [
      unknownJob,
      saidError(
        'jobs.ended',
        409,
        ['任务已经结束', 'the job has ended already'],
        ['请重新查看任务', 'look at the job again'],
      ),
    ],
  }),
  route({
    name: 'jobs.file',
    method: 'GET',
    path: '/api/jobs/{jobId}/file',
    right: 'signed-in',
    summary: { zh: '任务产生的文件，保留一天', en: 'The file that a job made, kept for a day' },
    params: fields({ jobId }),
    answer: fileAnswer('application/octet-stream'),
    errors: [
      unknownJob,
      saidError(
        'jobs.no-file',
        404,
        ['任务没有文件，或文件已过保留期', 'the job has no file, or it is not kept any more'],
        ['请重新发起任务', 'start the job again'],
      ),
      saidError(
        'jobs.reach-shrank',
        403,
        [
          '文件按您当时的权限范围生成，您现在的范围已缩小',
          'the file was made when your right reached further than it does now',
        ],
        ['请重新发起任务，按现在的范围生成', 'start the job again, for what you reach now'],
      ),
    ],
  }),
] as const
