import { message } from './message.ts'
import { one, required } from './table.ts'

export const message9001 = message({
  infno: '9001',
  name: '签到',
  english: 'Sign in',
  direction: 'session',
  input: {
    signIn: one({
      opter_no: required,
      mac: required,
      ip: required,
    }),
  },
  output: {
    signinoutb: one({
      sign_time: required,
      sign_no: required,
    }),
  },
})
