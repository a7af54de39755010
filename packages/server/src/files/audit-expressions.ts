import {
  type AuditExpression,
  type AuditRule,
  type Measure,
  partsOf,
  type RuleKind,
  type Within,
} from '@yibao/core/audit'

function ofMeasure(measure: Measure): readonly AuditExpression[] {
  return measure.of === 'count' ? [] : [measure.value]
}

function ofWithin(within: Within): readonly AuditExpression[] {
  return 'length' in within ? [within.length] : []
}

function given(...expressions: readonly (AuditExpression | null)[]): readonly AuditExpression[] {
  return expressions.filter((one) => one !== null)
}

/** Every expression of what a rule does. */
function ofKind(does: RuleKind): readonly AuditExpression[] {
  switch (does.kind) {
    case 'match':
      return [does.when]
    case 'count':
      return [...given(does.where, does.limit), ...does.per, ...ofWithin(does.within), ...ofMeasure(does.measure)]
    case 'pair':
      return [...given(does.first, does.second, does.when), ...does.per, ...ofWithin(does.within)]
    case 'partner':
      return [...given(does.where, does.which), ...ofWithin(does.within)]
    case 'compare': {
      const sides = [does.left, does.right].flatMap(({ where, keys, measure }) => [
        ...given(where),
        ...keys,
        ...ofMeasure(measure),
      ])
      return [
        ...sides,
        ...given(does.factor, does.allowance, does.leftAtLeast, does.rightAtLeast),
        ...ofWithin(does.within),
      ]
    }
  }
}

/** Every expression of a rule: of its kind, its exceptions and its stake. */
export function expressionsOf({
  does,
  exceptions,
  stake,
}: Pick<AuditRule, 'does' | 'exceptions' | 'stake'>): readonly AuditExpression[] {
  const ofStake = typeof stake === 'string' ? [] : [stake]
  return [...ofKind(does), ...exceptions.map(({ when }) => when), ...ofStake]
}

/** Every field that expressions read, by its root and path. */
export function fieldsRead(
  trees: readonly AuditExpression[],
): readonly { readonly root: string; readonly path: readonly string[] }[] {
  return trees.flatMap((tree) => (tree.op === 'field' ? [tree] : fieldsRead(partsOf(tree))))
}
