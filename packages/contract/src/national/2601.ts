import { message } from './message.ts'
import { one, required } from './table.ts'

export const message2601 = message({
  infno: '2601',
  name: '冲正交易',
  english: 'Reversal',
  direction: 'write',
  input: {
    data: one({
      psn_no: required,
      omsgid: required,
      oinfno: required,
    }),
  },
  output: {},
})
