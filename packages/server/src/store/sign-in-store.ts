import type pg from 'pg'
import type { SignInStore } from '../flows/ports.ts'
import { query } from './sql.ts'

export function signInStore(pool: pg.Pool): SignInStore {
  return {
    async operatorExists(providerCode, operatorNo) {
      const rows = await query(
        pool,
        'find-operator',
        'select 1 from operator where provider_code = $1 and operator_no = $2',
        [providerCode, operatorNo],
      )
      return rows.length === 1
    },

    async signIn({ signNo, providerCode, operatorNo, mac, ip, at }) {
      await query(
        pool,
        'sign-in',
        `insert into sign_in (sign_no, provider_code, operator_no, mac, ip, signed_in_at) values ($1, $2, $3, $4, $5, $6)`,
        [signNo, providerCode, operatorNo, mac, ip, at],
      )
    },

    async signOut(providerCode, operatorNo, signNo, at) {
      const rows = await query(
        pool,
        'sign-out',
        `update sign_in set signed_out_at = $4
         where sign_no = $3 and provider_code = $1 and operator_no = $2 and signed_out_at is null returning 1`,
        [providerCode, operatorNo, signNo, at],
      )
      return rows.length === 1
    },
  }
}
