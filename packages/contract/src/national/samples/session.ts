import { localDateTime } from '@yibao/core/kernel'
import type { message9001 } from '../9001.ts'
import type { message9002 } from '../9002.ts'
import type { Sample } from './sample.ts'

export const sample9001: Sample<typeof message9001> = {
  input: { signIn: { opter_no: 'T001', mac: '02-00-00-00-00-01', ip: '192.0.2.1' } },
  output: { signinoutb: { sign_time: localDateTime('2025-03-03 08:00:00'), sign_no: '9901000000000001' } },
}

export const sample9002: Sample<typeof message9002> = {
  input: { signOut: { sign_no: '9901000000000001', opter_no: 'T001' } },
  output: { signoutoutb: { sign_time: localDateTime('2025-03-03 18:00:00') } },
}
