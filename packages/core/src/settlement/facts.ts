import type { LineFacts } from '../benefit/index.ts'
import { type Enrolment, localityOf, type Provider } from '../encounter/index.ts'
import { ageOn, type IsoDate } from '../kernel/index.ts'

/**
 * What the law may ask about the person, the place and the visit on one day. A trait that is noted of a person answers
 * under its own name too, so that a plan's inputs may be noted with the enrolment.
 */
export function factsOf(
  birth: IsoDate,
  enrolment: Enrolment,
  provider: Provider,
  medType: string | null,
  on: IsoDate,
): LineFacts {
  const traits = Object.entries(enrolment.traits).map(([name, value]) => [`trait.${name}`, value])
  return {
    ...enrolment.traits,
    level: provider.level,
    kind: provider.kind,
    locality: localityOf(provider, enrolment),
    personStatus: enrolment.status,
    consecutiveYear: enrolment.consecutiveYears,
    age: ageOn(birth, on),
    bornOn: birth,
    ...(medType === null ? {} : { medType }),
    ...Object.fromEntries(traits),
  }
}
