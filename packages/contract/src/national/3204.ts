import { message } from './message.ts'
import { one, required } from './table.ts'

export const message3204 = message({
  infno: '3204',
  name: '清算申请撤销',
  english: 'Clearing application cancel',
  direction: 'write',
  input: {
    data: one({
      clr_appy_evt_id: required,
    }),
  },
  output: {},
})
