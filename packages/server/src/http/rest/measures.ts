import type { Answer } from '@yibao/contract/rest'
import type { AllowedMeasure, CaseworkLaw } from '@yibao/core/casework'
import { type DateRange, dateOf, type IsoDate, isoDate, ok } from '@yibao/core/kernel'
import type { OperationSource } from '../../flows/operation-log.ts'
import type { HandlersOf } from './handler.ts'

export interface MeasureRest extends Pick<OperationSource, 'now'> {
  readonly law: CaseworkLaw
}

type WireAllowed = Answer<'measures.list'>['bases'][number]['allows'][number]

/** Shares are parts per million. */
const ppmPerUnit = 1_000_000

const standsOn = ({ range }: { readonly range: DateRange }, on: IsoDate): boolean =>
  range.from <= on && (range.until === null || on < range.until)

const bounds = <N extends number>([least, most]: readonly [N, N]) => ({ least, most })

function allowedView({ kind, multiple, between, months }: AllowedMeasure): WireAllowed {
  return {
    kind,
    multiple: multiple === undefined ? null : bounds([multiple[0] / ppmPerUnit, multiple[1] / ppmPerUnit]),
    between: between === undefined ? null : bounds(between),
    months: months === undefined ? null : bounds(months),
  }
}

/** By what law something may be done, and within which time. */
export const measureHandlers = ({ law, now }: MeasureRest): HandlersOf<'measures'> => ({
  'measures.list': async (_context, asked) => {
    const on = asked.on === undefined ? dateOf(now()) : isoDate(asked.on)
    const bases = law.bases.filter((basis) => standsOn(basis, on))
    const limits = law.limits.filter((limit) => standsOn(limit, on))
    return ok({
      bases: bases.map(({ code, law: name, article, says, against, allows, assumed }) => ({
        ...{ code, article, says, against, assumed },
        law: name,
        allows: allows.map(allowedView),
      })),
      limits: limits.map(({ name, days, counted, source, assumed }) => ({ name, days, counted, source, assumed })),
    })
  },
})
