import type { SealFault } from '@yibao/core/office'

/** What is wrong with a seal, in words. */
const sealFaultWords: Readonly<Record<SealFault['what'], readonly [zh: string, en: string]>> = {
  missing: ['缺少封印', 'a seal is missing before it'],
  previous: ['与前一封印不相接', 'it does not go on where the one before ended'],
  seal: ['封印本身被改', 'the seal itself was changed'],
  signature: ['不是本中心的签名', 'the centre did not sign it'],
  'row-count': ['行数不符', 'rows were taken out or put in'],
  rows: ['行被改动', 'rows were changed'],
  cut: [
    '库外所存的封印在库中没有或不同，末尾可能被截',
    'kept outside the database, and gone or another one in it: an end may have been cut off',
  ],
}

/** One line about a fault. */
export function sealFaultLine({ number, what, after, through, expected, found }: SealFault): string {
  const [zh, en] = sealFaultWords[what]
  const where = through === 0 ? '' : `，行 rows ${after + 1}–${through}`
  const counts = what === 'row-count' ? `：应 expected ${expected}，实 found ${found}` : ''
  return `  封印 seal ${number}${where}：${zh} ${en}${counts}`
}
