import { ok, refuse } from '@yibao/core/kernel'
import { type Reach, type Right, reachesAnything } from '@yibao/core/office'
import {
  fundIncome,
  incomeWord,
  readIncomeWord,
  type WallDesk,
  wallDivisions,
  wallFigures,
  wallRanking,
  wallRecent,
  wallWarnings,
} from '../../flows/wall.ts'
import type { WallRow } from '../../flows/wall-ports.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { eventWord, readEventWord } from './paging.ts'

export interface WallRoomDesk extends WallDesk {
  /** The name of a division; null where nobody says. */
  readonly divisionName: (division: string) => string | null
}

/** A row of sums by scheme. Other insurances than these are not on file. */
const schemeRow = ({ key, name: _name, ...sums }: WallRow) =>
  ({ scheme: key === '390' ? '390' : '310', ...sums }) as const

/** How far somebody reaches with another right than the route's; null for nowhere. */
function reachWith({ reachFor }: SignedInContext, right: Right): Reach | null {
  const reach = reachFor(right)
  return reachesAnything(reach) ? reach : null
}

/** What a leader's wall asks for, again and again. */
export function wallHandlers(desk: WallRoomDesk): HandlersOf<'wall'> {
  return {
    'wall.figures': async ({ reach }) => {
      const { at, day, today, year, funds } = await wallFigures(desk, reach)
      return ok({ at, day, today: today.map(schemeRow), year: year.map(schemeRow), funds: [...funds] })
    },

    'wall.recent': async ({ reach }, { since: word }) => {
      const since = readEventWord(word)
      if (!since.ok) return refuse({ ...since.error, field: 'since' })
      const key = since.value === null ? null : { at: since.value.at, settlementId: since.value.id }
      const { at, rows } = await wallRecent(desk, reach, key)
      const [latest] = rows
      return ok({
        at,
        rows: rows.map(({ personName: person, providerName: provider, ...row }) => ({ ...row, person, provider })),
        cursor: latest === undefined ? (word ?? null) : eventWord({ at: latest.at, id: latest.settlementId }),
      })
    },

    'wall.ranking': async ({ reach }, { by = 'institution', period = 'day', order = 'total' }) => {
      const { range, rows } = await wallRanking(desk, reach, { by, period, order })
      return ok({
        ...range,
        rows: rows.map(({ key: code, name, ...sums }) => ({
          code,
          name: by === 'division' ? desk.divisionName(code) : name,
          ...sums,
        })),
      })
    },

    'wall.divisions': async ({ reach }, { period = 'day' }) => {
      const { range, rows } = await wallDivisions(desk, reach, period)
      return ok({ ...range, rows: rows.map((row) => ({ ...row, name: desk.divisionName(row.division) })) })
    },

    'wall.warnings': async (context) => {
      const { matters, indicators, budgets } = await wallWarnings(desk, {
        matters: reachWith(context, 'matters.read'),
        indicators: reachWith(context, 'indicators.read'),
        payments: reachWith(context, 'payments.read'),
      })
      return ok({ matters, indicators, budgets: budgets === null ? null : [...budgets] })
    },

    'wall.income': async ({ reach }, { after: word, limit = usualPage }) => {
      const after = readIncomeWord(word)
      if (!after.ok) return refuse({ code: 'wall.bad-page', field: 'after', value: word ?? '' })
      const { rows, next } = await fundIncome(desk, reach, { after: after.value, limit })
      return ok({ rows: [...rows], next: next === null ? null : incomeWord(next) })
    },
  }
}
