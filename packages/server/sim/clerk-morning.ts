import { openRestClient } from '@yibao/contract/rest'
import { invariant } from '@yibao/core/kernel'
import type { SignInHints } from '../src/flows/sign-in-hints.ts'
import { demoUser } from './demo-people.ts'
import { answered } from './look-around.ts'
import type { Town } from './town.ts'

/** A list as it comes by mail: typed by hand, right in one line of four. */
const departmentsOf = (providerCode: string): string =>
  [
    '机构编码,科室编码,科室名称,科别,有效开始,有效结束,负责人,负责人电话',
    `${providerCode},A03,内科,A03,2023-01-01,,示例主任,0574-00000001`,
    `${providerCode},A04,外科,A04,2023-13-01,,示例主任,0574-00000002`,
    `${providerCode},A05,,A05,2023-01-01,,示例主任,0574-00000003`,
    'H33020099999,A07,儿科,A07,2023-01-01,,示例主任,0574-00000004',
    '',
  ].join('\n')

/** What the clerk left running this morning: last month's settlements as a workbook, and a list with faults that waits to be corrected. */
export async function beginClerksMorning(
  url: string,
  hints: SignInHints,
  { institutions }: Pick<Town, 'institutions'>,
): Promise<void> {
  const clerk = hints.accounts.find(({ userId }) => userId === demoUser('clerk'))
  const hospital = institutions.find(({ provider }) => provider.kind === 'hospital')?.provider
  invariant(clerk !== undefined && hospital !== undefined, 'a demo has a clerk and a hospital')
  const { userId, password } = clerk
  const client = openRestClient({ url })
  const { token } = await answered(client.call('session.signIn', { userId, password, keep: 'token' }))
  const desk = client.withToken(token ?? '')
  await answered(desk.call('settlements.export', { from: '2023-10-01', until: '2023-10-31' }))
  const content = Buffer.from(departmentsOf(hospital.providerCode)).toString('base64')
  await answered(desk.call('imports.check', { kind: 'departments', filename: '科室名册.csv', content }))
}
