import { isoDate, ok, refuse } from '@yibao/core/kernel'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { rulesOnDate } from '../../text/plan-on-date.ts'
import { rulesText } from '../../text/plan-text.ts'
import type { RestDesk } from './desk.ts'
import type { HandlersOf } from './handler.ts'

const planView = (pack: RegionPack, { id, label, labelEn, scheme, care }: Plan) => ({
  planId: id,
  label: { zh: label, en: labelEn },
  division: pack.division,
  region: { zh: pack.name, en: pack.nameEn },
  scheme,
  care,
  packHash: pack.hash,
})

export function planHandlers({ plans: { packs } }: Pick<RestDesk, 'plans'>): HandlersOf<'plans'> {
  const all = packs.flatMap((pack) => pack.plans.map((plan) => ({ pack, plan })))
  return {
    'plans.list': async (_context, { division, scheme }) => {
      const found = all.filter(
        ({ pack, plan }) =>
          (division === undefined || pack.division === division) && (scheme === undefined || plan.scheme === scheme),
      )
      return ok({ plans: found.map(({ pack, plan }) => planView(pack, plan)) })
    },

    'plans.get': async (_context, { planId, on: day, language = 'zh' }) => {
      const found = all.find(({ plan }) => plan.id === planId)
      if (found === undefined) return refuse({ code: 'plans.unknown' })
      const { pack, plan } = found
      const on = isoDate(day)
      const shown = rulesOnDate(pack, { about: 'plan', rules: plan }, on)
      const rows = shown.parameters.flatMap((parameter) => parameter.rows)
      if (rows.length > 0 && rows.every(({ value }) => value === null)) {
        return refuse({ code: 'plans.nothing-on-day', field: 'on', value: day })
      }
      return ok({ ...planView(pack, plan), on, text: rulesText(shown, language), parameters: shown.parameters })
    },
  }
}
