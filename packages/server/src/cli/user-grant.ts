import { parseDivisionCode } from '@yibao/core/kernel'
import { type Grant, isRole, roles, roleTerms, wholeRegion } from '@yibao/core/office'

export interface GrantChoice {
  readonly role?: string
  readonly region?: string
  readonly institution?: string
}

/**
 * The role that the options name, with its scope; an administrator's is the whole centre.
 *
 * @throws Error that says what to write
 */
export function grantOf({ role, region, institution }: GrantChoice): Grant {
  if (role === undefined || !isRole(role)) {
    throw new Error(`--role ${role ?? ''}：请写 write one of: ${roles.join(', ')}`)
  }
  const { fits } = roleTerms(role)
  if (region !== undefined && institution !== undefined) {
    throw new Error('--region 和 --institution 只写一个 write only one of the two')
  }
  if (institution !== undefined) return { role, scope: { kind: 'institution', providerCode: institution } }
  if (region === undefined && fits !== 'whole') {
    const option = fits === 'region' ? '--region <六位区划 division, 000000 for all>' : '--institution <机构编码 code>'
    throw new Error(`${role}：请加 add ${option}`)
  }
  const division = region === undefined ? null : parseDivisionCode(region)
  if (division?.ok === false) throw new Error(`--region ${region}：请写六位区划 write a division of six digits`)
  return { role, scope: { kind: 'region', division: division?.value ?? wholeRegion } }
}
