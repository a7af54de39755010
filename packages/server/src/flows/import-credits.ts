import { yuan } from '@yibao/core/kernel'
import { type Credit, type CreditFacts, creditKey } from './credit-ports.ts'
import type { ImportListener } from './import-ports.ts'
import type { Examine } from './import-source.ts'

/** What is on file, by `creditKey`. */
type Survey = (credits: readonly Credit[]) => Promise<ReadonlyMap<string, CreditFacts>>

/** A credit needs an employee insurance; a period that is credited is not credited again with another amount. */
export function examineCredits(survey: Survey, listener: ImportListener, file: string): Examine<Credit> {
  return async (rows) => {
    const facts = await survey(rows.map(({ value }) => value))
    return rows.flatMap(({ line, labels, value }) => {
      const { division = null, booked = null } = facts.get(creditKey(value)) ?? {}
      if (division === null) {
        listener.problem(file, {
          line,
          column: labels.psn_no ?? 'psn_no',
          value: value.insuredId,
          what: '期间首日和今日均无职工医保参保 (no employee insurance on the first day of the period, nor today)',
          cure: '请核对人员编号，或先导入参保人员 (check the number, or import the person first: import members)',
        })
        return [line]
      }
      if (booked === null || booked === value.amount) return []
      listener.problem(file, {
        line,
        column: labels.amount ?? 'amount',
        value: yuan(value.amount),
        what: `期间 ${value.period} 已划入 ${yuan(booked)} 元，与 ${yuan(value.amount)} 元不同 (the period was credited with ${yuan(booked)}, not ${yuan(value.amount)})`,
        cure: '已划入的不会改变，请去掉此行 (what was credited does not change: leave the row out)',
      })
      return [line]
    })
  }
}
