import Type from 'typebox'
import { unknownThing } from './errors.ts'
import { jobErrors, jobShape } from './job-shapes.ts'
import { saidError as error, fileAnswer, route } from './route.ts'
import { both, count, fields, maybe, oneOf, text, time, words } from './schemas.ts'

/** Lists that are imported at a desk; larger ones, and those of other kinds, are imported at the command line. */
const importKinds = [
  'catalogue',
  'members',
  'institutions',
  'departments',
  'practitioners',
  'family',
  'credits',
  'capitation',
] as const

const kind = oneOf(
  importKinds,
  'catalogue 目录条目，members 参保人员，institutions 机构，departments 科室，practitioners 执业人员，family 家庭共济，credits 个账划入，capitation 人头签约',
  'what the list holds',
)
const uploadId = text(40, {
  ...both('上传编号', 'number of the upload'),
  examples: ['174096000000000009A1B2C3D4'],
})

/** Some ten thousand rows; who has more uses the command line. */
const fileBytes = 8 * 1024 * 1024
const base64Length = Math.ceil(fileBytes / 3) * 4

/** Problems that an answer shows; the workbook of wrong rows has all of them. */
const shownProblems = 200

const problem = fields({
  line: count('行号', 'line'),
  column: Type.String(both('列；空为整行', 'column; empty when the whole row is meant')),
  value: Type.String(both('内容；个人信息已遮蔽', 'what stands there; shortened where it says who somebody is')),
  what: words,
  cure: words,
})

const report = fields(
  {
    rows: count('行数', 'rows'),
    added: count('新增', 'rows that are new'),
    changed: count('变更', 'rows that change something'),
    unchanged: count('未变', 'rows that change nothing'),
    bad: count('有误的行', 'rows with a fault'),
    closed: count('旧条目截止', 'earlier rows that end'),
    notes: count('重复略过', 'rows left out as repeated'),
    isReadable: Type.Boolean(both('整个文件可读', 'the file could be read to its end')),
    problemCount: count('问题总数', 'problems in all'),
    problems: Type.Array(problem, { ...both('前 200 个问题', 'the first 200 problems'), maxItems: shownProblems }),
  },
  both('最近一次检查的结果；检查完成前为空', 'what the last check found; null until it was checked'),
)

const upload = fields({
  uploadId,
  kind,
  filename: Type.String(both('文件名', 'name of the file')),
  uploadedAt: time('上传时间', 'uploaded'),
  appliedAt: maybe(time('写入时间', 'written')),
  job: jobShape,
  report: maybe(report),
})

const unknownUpload = unknownThing(
  'imports.unknown-upload',
  '这次上传（上传的文件只保留一天）',
  'such upload (they are kept for a day)',
)

const beyondReach = error(
  'imports.beyond-reach',
  403,
  [
    '目录为全中心共用，您的权限只及部分地区',
    'the catalogue is everybody’s, and your right reaches a part of the regions only',
  ],
  ['请由权限及于全中心的人员导入', 'let somebody import it whose right reaches the whole'],
)
const unchecked = error(
  'imports.unchecked',
  409,
  ['名单还没有检查完', 'the list has not been checked yet'],
  ['请等检查完成；检查未成的请重新上传', 'wait for the check to end; if it failed, hand the file in again'],
)

const xlsx = fileAnswer('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')

/** Lists from a file: checked row by row, then written as a whole. */
export const importRoutes = [
  route({
    name: 'imports.template',
    method: 'GET',
    path: '/api/imports/templates/{kind}',
    right: 'catalogues.manage',
    summary: {
      zh: '空白名单（工作簿），含示例行和说明',
      en: 'An empty list as a workbook, with an example row and notes',
    },
    params: fields({ kind }),
    answer: xlsx,
    errors: [],
  }),
  route({
    name: 'imports.check',
    method: 'POST',
    path: '/api/imports',
    right: 'catalogues.manage',
    summary: {
      zh: '上传名单；任务逐行检查，不写入',
      en: 'Hand in a list; a job checks every row and writes nothing of it',
    },
    description: {
      zh: 'XLSX、CSV 或 TSV，8 MB、5 万行以内，表头中文或英文。文件保留一天，供写入和下载有误的行。',
      en: 'XLSX, CSV or TSV, up to 8 MB and 50,000 rows, headed in Chinese or English. The file is kept for a day, to be written, and for its wrong rows.',
    },
    body: fields({
      kind,
      filename: text(120, { ...both('文件名', 'name of the file'), examples: ['名单.xlsx'] }),
      content: Type.String({
        ...both('内容（Base64）', 'content, Base64'),
        maxLength: base64Length,
        pattern: '^[A-Za-z0-9+/]*={0,2}$',
      }),
    }),
    bodyBytes: base64Length + 4096,
    answer: upload,
    errors: [
      error(
        'imports.empty',
        400,
        ['文件是空的', 'the file is empty'],
        ['请选择有内容的文件', 'choose a file with something in it'],
      ),
      error(
        'imports.type',
        400,
        ['不是 XLSX、CSV 或 TSV', 'not a workbook, CSV or TSV'],
        ['请用表格软件另存为 .xlsx 或 .csv', 'save it as .xlsx or .csv'],
      ),
      error(
        'imports.too-large',
        413,
        ['工作簿展开后超过 200 MB，或部件过多', 'the workbook unpacks to more than 200 MB, or has too many parts'],
        [
          '请删去多余的列、空行和工作表，或分成几个文件',
          'leave out columns, empty rows and sheets that are not needed, or split the file',
        ],
      ),
      beyondReach,
      ...jobErrors,
    ],
  }),
  route({
    name: 'imports.get',
    method: 'GET',
    path: '/api/imports/{uploadId}',
    right: 'catalogues.manage',
    summary: {
      zh: '一次上传的任务和检查结果（仅本人）',
      en: 'The job of an upload and what the check found; of one’s own uploads',
    },
    params: fields({ uploadId }),
    answer: upload,
    errors: [unknownUpload],
  }),
  route({
    name: 'imports.rows',
    method: 'GET',
    path: '/api/imports/{uploadId}/rows.xlsx',
    right: 'catalogues.manage',
    summary: {
      zh: '有误的行（工作簿），错误写在行尾，改正后可再上传',
      en: 'The wrong rows as a workbook, with what is wrong; to be corrected and handed in again',
    },
    description: {
      zh: '含原文的个人信息，只给上传者，记入操作日志。',
      en: 'Holds what was handed in, personal data too; for whoever handed it in, and written to the operation log.',
    },
    params: fields({ uploadId }),
    answer: xlsx,
    errors: [
      unknownUpload,
      unchecked,
      error(
        'imports.no-bad-rows',
        409,
        ['没有有误的行', 'no row is wrong'],
        ['可以直接写入', 'the list may be written'],
      ),
    ],
  }),
  route({
    name: 'imports.apply',
    method: 'POST',
    path: '/api/imports/{uploadId}/apply',
    right: 'catalogues.manage',
    summary: {
      zh: '由任务重新检查并写入，整体成功或整体不写',
      en: 'Have it checked again and written by a job, all of it or nothing',
    },
    params: fields({ uploadId }),
    body: fields({
      skipBad: Type.Optional(Type.Boolean(both('只写入无误的行', 'write the good rows although others are bad'))),
    }),
    answer: upload,
    errors: [
      unknownUpload,
      unchecked,
      beyondReach,
      ...jobErrors,
      error(
        'imports.already-applied',
        409,
        ['已经写入', 'it was written before'],
        ['无须再次写入', 'nothing is left to do'],
      ),
      error(
        'imports.has-faults',
        409,
        ['有误的行未改正，未写入任何数据', 'rows are wrong, and nothing was written'],
        [
          '请下载有误的行，改正后重新上传，或只写入无误的行',
          'correct the wrong rows and hand them in again, or write the good ones only',
        ],
      ),
    ],
  }),
] as const
