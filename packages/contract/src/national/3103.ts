import { message } from './message.ts'
import { many, one, optional, required } from './table.ts'

export const message3103 = message({
  infno: '3103',
  name: '事前事中服务反馈服务',
  english: 'Feedback on audit warnings',
  direction: 'write',
  input: {
    data: one({
      warn_type: required,
    }),
    warns: many({
      warn_rslt_id: required,
      dspo_way: required,
      dspo_way_rea: optional,
    }),
  },
  output: {},
})
