import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import type { FileRefusal } from '../../flows/file-refusals.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER

const extremes: ExtremesOf<FileRefusal> = {
  'file.not-an-archive': { code: 'file.not-an-archive', filename: long },
  'file.too-large': { code: 'file.too-large', bytes: most, limit: most },
  'file.too-many-entries': { code: 'file.too-many-entries', count: most, limit: most },
  'file.bad-name': { code: 'file.bad-name', filename: long },
  'file.other-institution': { code: 'file.other-institution', stated: long },
  'file.name-differs': { code: 'file.name-differs', fileNo: long, stated: long, filed: long },
  'file.unknown': { code: 'file.unknown', fileNo: long },
}

checkSentences(Object.values(extremes))
