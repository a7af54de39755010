import Type from 'typebox'
import { unknownMatter } from './casework-errors.ts'
import { unknownThing } from './errors.ts'
import { fileAnswer, restError, route } from './route.ts'
import { both, count, fields, matterId, sentFile } from './schemas.ts'

const sm3 = Type.String({ ...both('文件内容的 SM3', 'SM3 of the content'), pattern: '^[0-9a-f]{64}$' })
const number = Type.Integer({
  ...both('出具文书的事项的序号', 'number of the act that issued the paper'),
  minimum: 1,
  maximum: 1_000_000,
})

/** A statement of some scanned pages; longer recordings are handed in at the bureau. */
const fileBytes = 4 * 1024 * 1024
/** Base64 takes four signs for three bytes. */
export const base64Length = Math.ceil(fileBytes / 3) * 4

/** Why a file is not taken. */
export const fileErrors = [
  restError({
    code: 'evidence.file-empty',
    status: 400,
    message: { zh: '文件是空的', en: 'the file is empty' },
    cure: { zh: '请选择有内容的文件', en: 'choose a file with something in it' },
  }),
  restError({
    code: 'evidence.file-too-large',
    status: 413,
    message: { zh: '文件太大', en: 'the file is too large' },
    cure: { zh: '请拆分，或到经办机构提交', en: 'split it, or hand it in at the bureau' },
  }),
  restError({
    code: 'evidence.file-type',
    status: 400,
    message: { zh: '不接收这种文件', en: 'files of this kind are not taken' },
    cure: { zh: '请提交所列的类型', en: 'the kinds that are taken are named' },
  }),
  restError({
    code: 'evidence.file-name',
    status: 400,
    message: { zh: '文件内容与扩展名不符', en: 'the content is something else than the name says' },
    cure: { zh: '请改正扩展名，或重新导出文件', en: 'correct the name, or export the file anew' },
  }),
] as const

const unknownFile = unknownThing('evidence.unknown-file', '这份文件', 'such file')
export const changedFile = restError({
  code: 'evidence.content-changed',
  status: 409,
  message: { zh: '文件内容与登记时不符，不予提供', en: 'the content is not what was kept, and is not given' },
  cure: { zh: '请联系运维核查：./yibao evidence verify', en: 'tell the operators: ./yibao evidence verify' },
})

export const matterFileRoutes = [
  route({
    name: 'files.keep',
    method: 'POST',
    path: '/api/matters/{matterId}/files',
    right: 'matters.read',
    summary: { zh: '提交一份材料，办理时引用', en: 'Hand in a file, to be named in an act' },
    description: {
      zh: 'PDF、PNG、JPEG、XLSX、DOCX、TXT、CSV，4 MB 以内；同样内容只存一份。办理时在 evidence 写答复中的 reference。',
      en: 'PDF, PNG, JPEG, XLSX, DOCX, TXT, CSV, up to 4 MB; the same content is kept once. Acts name the `reference` of the answer in `evidence`.',
    },
    params: fields({ matterId }),
    body: fields({
      ...sentFile(base64Length, '陈述申辩.pdf'),
    }),
    bodyBytes: base64Length + 4096,
    answer: fields({
      sm3,
      reference: Type.String(both('办理时写入 evidence', 'what acts write in `evidence`')),
      bytes: count('字节数', 'bytes'),
    }),
    errors: [unknownMatter, ...fileErrors],
  }),
  route({
    name: 'files.get',
    method: 'GET',
    path: '/api/matters/{matterId}/files/{sm3}',
    right: 'matters.read',
    summary: { zh: '过程中引用的一份材料', en: 'A file that an act stands on' },
    description: { zh: '取用记入操作日志。', en: 'Every look is written to the operation log.' },
    params: fields({ matterId, sm3 }),
    answer: fileAnswer('application/octet-stream'),
    errors: [unknownMatter, unknownFile, changedFile],
  }),
  route({
    name: 'files.paper',
    method: 'GET',
    path: '/api/matters/{matterId}/documents/{number}/paper.pdf',
    right: 'matters.read',
    summary: { zh: '文书（PDF）', en: 'A paper as PDF' },
    params: fields({ matterId, number }),
    answer: fileAnswer('application/pdf'),
    errors: [unknownMatter, unknownThing('casework.unknown-document', '这份文书', 'such paper')],
  }),
] as const
