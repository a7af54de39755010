import { message } from './message.ts'
import { one, optional, required } from './table.ts'

export const message2405 = message({
  infno: '2405',
  name: '出院撤销',
  english: 'Discharge cancel',
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
