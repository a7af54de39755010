import { dateTime } from './field.ts'
import { message } from './message.ts'
import { one, required } from './table.ts'

export const message9002 = message({
  infno: '9002',
  name: '签退',
  english: 'Sign out',
  direction: 'session',
  input: {
    signOut: one({
      sign_no: required,
      opter_no: required,
    }),
  },
  output: {
    signoutoutb: one({
      sign_time: required(dateTime('签退时间')),
    }),
  },
})
