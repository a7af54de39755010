import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2404 = message({
  infno: '2404',
  name: '入院撤销',
  english: 'Admission cancel',
  direction: 'write',
  input: {
    data: one({
      mdtrt_id: required,
      psn_no: required,
      exp_content: optional,
    }),
  },
  output: {},
})
