import type { LocalDateTime } from '@yibao/core/kernel'
import type { UpkeepRun } from '../flows/centre-ports.ts'
import { type Queryable, query } from './sql.ts'

const begin = `
insert into upkeep_run (name, began_at, ended_at, outcome, said) values ($1, $2, null, 'running', '')
on conflict (name) do update set began_at = excluded.began_at, ended_at = null, outcome = 'running', said = ''`

const end = `update upkeep_run set ended_at = $2, outcome = $3, said = $4 where name = $1`

const list = `
select name, to_char(began_at, 'YYYY-MM-DD HH24:MI:SS') as "beganAt",
  to_char(ended_at, 'YYYY-MM-DD HH24:MI:SS') as "endedAt", outcome, said
from upkeep_run order by name`

/** The last time that each part of the upkeep ran. */
export function upkeepStore(on: Queryable) {
  return {
    async begin(name: string, at: LocalDateTime): Promise<void> {
      await query(on, 'upkeep-begin', begin, [name, at])
    },
    async end(name: string, at: LocalDateTime, outcome: 'done' | 'failed', said: string): Promise<void> {
      await query(on, 'upkeep-end', end, [name, at, outcome, said])
    },
    list: (): Promise<readonly UpkeepRun[]> => query<UpkeepRun & { [name: string]: unknown }>(on, 'upkeep-list', list),
  }
}
