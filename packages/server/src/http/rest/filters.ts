import { mostFilters, routes } from '@yibao/contract/rest'
import { type LocalDateTime, ok, refuse } from '@yibao/core/kernel'
import { actorName } from '../../flows/operation-log.ts'
import { type SavedFilterStore, saveFilter } from '../../flows/saved-filters.ts'
import type { HandlersOf } from './handler.ts'

interface FilterDesk {
  readonly filters: SavedFilterStore
  readonly now: () => LocalDateTime
}

/** The routes that answer a page: what a filter may be kept for. */
const lists: ReadonlySet<string> = new Set(
  routes.flatMap((route) => ('properties' in route.answer && 'rows' in route.answer.properties ? [route.name] : [])),
)

export function filterHandlers(desk: FilterDesk): HandlersOf<'filters'> {
  return {
    'filters.list': async ({ actor }, { list }) => ok({ filters: await desk.filters.list(actorName(actor), list) }),

    'filters.save': async ({ actor }, { list, name, question, replaces }) => {
      if (!lists.has(list)) return refuse({ code: 'filters.unknown-list', field: 'list', value: list })
      const saved = await saveFilter(desk, actor, { list, name, question, replaces }, mostFilters)
      if (saved.ok) return ok({ savedAt: saved.value.savedAt })
      const { error } = saved
      if (error.code === 'filters.too-many') return refuse({ code: error.code })
      return refuse({ code: error.code, changed: { by: actorName(actor), at: error.savedAt } })
    },

    'filters.remove': async ({ actor }, { list, name }) =>
      (await desk.filters.remove(actorName(actor), list, name)) ? ok({}) : refuse({ code: 'filters.unknown' }),
  }
}
