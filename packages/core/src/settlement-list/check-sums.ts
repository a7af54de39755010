import { addFen, sumFen, yuan } from '../kernel/index.ts'
import { finding, type Look } from './finding.ts'

/** The amounts that a list carries are the centre's own: they add up, or the centre does not give them away. */
export const sumsAgree: Look = (_, { total, paid, charges }) => {
  const byType = sumFen(charges.map((charge) => charge.total))
  const unequal = charges.filter(
    ({ total: sum, classA, classB, own, other }) => sum !== addFen(addFen(classA, classB), addFen(own, other)),
  )
  return [
    ...(byType === total
      ? []
      : [finding('refuse', 'sum-differs', 'total', { value: yuan(byType), against: yuan(total) })]),
    ...(paid === total ? [] : [finding('refuse', 'sum-differs', 'total', { value: yuan(paid), against: yuan(total) })]),
    ...unequal.map(({ chargeType, total: sum }) =>
      finding('refuse', 'sum-differs', 'chargeType', { value: chargeType, against: yuan(sum) }),
    ),
  ]
}
