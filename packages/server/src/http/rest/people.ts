import type { PlanBook } from '@yibao/core/benefit'
import type { Insured } from '@yibao/core/encounter'
import { ok, refuse, yearOf } from '@yibao/core/kernel'
import { maskName, maskNumber } from '@yibao/core/office'
import { totalWords } from '@yibao/core/policy'
import type { RunningTotal } from '@yibao/core/settlement'
import { findPeople, lookAtPerson, unmaskPerson } from '../../flows/people-desk.ts'
import type { PersonQuestion, ShownPerson } from '../../flows/rest-ports.ts'
import { totalLabel } from '../../flows/till-person.ts'
import { type RestDesk, usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'

const maskedRow = ({ insuredId, name, certificateType, certificateNumber, gender }: Insured) => ({
  insuredId,
  name: maskName(name),
  certificateType,
  certificateNumber: maskNumber(certificateNumber),
  gender,
})

function enrolmentView({ range, traits: _, ...enrolment }: ShownPerson['enrolments'][number]) {
  return { ...enrolment, from: range.from, until: range.until }
}

function totalView(plans: PlanBook, enrolments: ShownPerson['enrolments'], total: RunningTotal) {
  const { code, scheme } = total
  const division = enrolments.findLast((one) => one.scheme === scheme)?.division
  const [zh, en] = totalWords({ code, label: totalLabel(plans, division, total) })
  return { ...total, label: { zh, en } }
}

/** The one thing that is asked about; null when it is none or several. */
function questionOf(asked: {
  readonly certificateNumber?: string
  readonly insuredId?: string
  readonly name?: string
}): PersonQuestion | null {
  const { certificateNumber, insuredId, name } = asked
  const questions: readonly PersonQuestion[] = [
    ...(certificateNumber === undefined ? [] : [{ by: 'certificate', number: certificateNumber } as const]),
    ...(insuredId === undefined ? [] : [{ by: 'number', insuredId } as const]),
    ...(name === undefined ? [] : [{ by: 'name', name } as const]),
  ]
  return questions.length === 1 ? (questions[0] ?? null) : null
}

export function peopleHandlers(
  desk: Pick<RestDesk, 'people' | 'log' | 'newId' | 'now' | 'plans'>,
): HandlersOf<'people'> {
  return {
    'people.find': async (context, { limit = usualPage, after, ...asked }) => {
      const question = questionOf(asked)
      if (question === null) {
        const expected = {
          zh: '证件号码、人员编号、姓名三者给一个',
          en: 'give one of certificateNumber, insuredId, name',
        }
        return refuse({ code: 'rest.bad-input', field: 'certificateNumber', expected })
      }
      const { rows, next } = await findPeople(desk, context, question, { limit, after: after ?? null })
      return ok({ rows: rows.map(maskedRow), next })
    },

    'people.get': async (context, { insuredId }) => {
      const found = await lookAtPerson(desk, context, insuredId)
      if (found === null) return refuse({ code: 'people.unknown' })
      const { insured, accountBalance, enrolments, totals } = found
      return ok({
        ...maskedRow(insured),
        birthYear: yearOf(insured.birth),
        diedOn: insured.diedOn,
        accountBalance,
        enrolments: enrolments.map(enrolmentView),
        totals: totals.map((total) => totalView(desk.plans, enrolments, total)),
      })
    },

    'people.unmask': async (context, { insuredId, reason }) => {
      const found = await unmaskPerson(desk, context, { insuredId, reason })
      if (found === null) return refuse({ code: 'people.unknown' })
      const { name, certificateType, certificateNumber, birth } = found.insured
      return ok({ insuredId, name, certificateType, certificateNumber, birth, shownAt: found.at })
    },
  }
}
