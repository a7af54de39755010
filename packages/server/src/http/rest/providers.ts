import type { Answer, ErrorFacts } from '@yibao/contract/rest'
import { divisionCode, type IsoDate, inRange, isoDate, ok, parseIsoDate, type Result, refuse } from '@yibao/core/kernel'
import { maskName } from '@yibao/core/office'
import { pageOf, withinReach } from '../../flows/asker.ts'
import { type ProviderDesk, providerFile } from '../../flows/provider-desk.ts'
import type { FiledProvider, StaffKey } from '../../flows/provider-desk-ports.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { badPage } from './paging.ts'

const keyWord = ({ code, since }: StaffKey): string => `${since}~${code}`

/** Reads what `keyWord` wrote; null without one. Refuses with `rest.bad-input`. */
function readKeyWord(
  word: string | undefined,
): Result<StaffKey | null, ErrorFacts & { readonly code: 'rest.bad-input' }> {
  if (word === undefined) return ok(null)
  const since = parseIsoDate(word.slice(0, 10))
  return since.ok && word[10] === '~' ? ok({ since: since.value, code: word.slice(11) }) : refuse(badPage(word))
}

function providerView({ range, ...provider }: FiledProvider, today: IsoDate): Answer<'providers.list'>['rows'][number] {
  return { ...provider, from: range.from, until: range.until, isDesignated: inRange(range, today) }
}

/** Files of institutions; an institution's office sees its own. */
export function providerHandlers(desk: ProviderDesk): HandlersOf<'providers'> {
  const { reads, today } = desk
  const unknown = refuse({ code: 'providers.unknown' } as const)
  const isSeen = async (context: SignedInContext, providerCode: string): Promise<boolean> =>
    (await withinReach(context, providerCode, await reads.find(providerCode))) !== null
  return {
    'providers.list': async ({ reach }, { limit = usualPage, after = null, ...asked }) => {
      const search = {
        search: asked.search ?? null,
        kind: asked.kind ?? null,
        level: asked.level ?? null,
        division: asked.division === undefined ? null : divisionCode(asked.division),
        designated: asked.designated === undefined ? null : asked.designated === 'yes',
        today: today(),
      }
      const found = await reads.list(search, reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ providerCode }) => providerCode)
      return ok({ rows: rows.map((one) => providerView(one, search.today)), next })
    },

    'providers.get': async (context, { providerCode }) => {
      const file = await providerFile(desk, context, providerCode)
      if (file === null) return unknown
      const { counts, credit, months, openMatters, mappingsWaiting } = file
      const { departments, practitioners, operators } = counts
      return ok({
        provider: providerView(file.provider, today()),
        departments,
        practitioners,
        operators,
        openMatters,
        mappingsWaiting,
        months,
        credit:
          credit === null ? null : { on: credit.on, counts: credit.counts, value: credit.value, grade: credit.grade },
      })
    },

    'providers.departments': async (context, { providerCode, search = null, limit = usualPage, after: word }) => {
      const after = readKeyWord(word)
      if (!after.ok) return after
      if (!(await isSeen(context, providerCode))) return unknown
      const found = await reads.departments(providerCode, { search, on: null }, after.value, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ code, from }) => ({ code, since: from }))
      return ok({ rows, next: next === null ? null : keyWord(next) })
    },

    'providers.practitioners': async (context, { providerCode, search = null, on, limit = usualPage, after: word }) => {
      const after = readKeyWord(word)
      if (!after.ok) return after
      if (!(await isSeen(context, providerCode))) return unknown
      const asked = { search, on: on === undefined ? null : isoDate(on) }
      const found = await reads.practitioners(providerCode, asked, after.value, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ code, from }) => ({ code, since: from }))
      const masked = rows.map((one) => ({ ...one, name: maskName(one.name) }))
      return ok({ rows: masked, next: next === null ? null : keyWord(next) })
    },

    'providers.operators': async (context, { providerCode, limit = usualPage, after = null }) => {
      if (!(await isSeen(context, providerCode))) return unknown
      const found = await reads.operators(providerCode, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ number }) => number)
      return ok({ rows: rows.map(({ number, name }) => ({ number, name: maskName(name) })), next })
    },
  }
}
