import assert from 'node:assert/strict'
import { test } from 'node:test'
import { divisionCode } from '@yibao/core/kernel'
import type { Grant } from '@yibao/core/office'
import type { SignedInContext } from './handler.ts'
import { regionHandlers } from './regions.ts'

const packs = ['330200', '110000', '330000'].map((division) => ({
  division: divisionCode(division),
  name: `${division} 医保`,
  nameEn: `insurance of ${division}`,
}))
const hospital = { name: '甲医院', division: divisionCode('330203') }
const handlers = regionHandlers(packs, (code) => (code === 'H1' ? hospital : null))

async function listFor(...grants: readonly Grant[]) {
  const listed = await handlers['regions.list']({ user: { grants } } as unknown as SignedInContext, {})
  assert.ok(listed.ok)
  return listed.value
}
const inRegion = (division: string): Grant => ({
  role: 'auditor',
  scope: { kind: 'region', division: divisionCode(division) },
})
const ofInstitution = (providerCode: string): Grant => ({
  role: 'institution-office',
  scope: { kind: 'institution', providerCode },
})

test('home is the first region within reach, else the narrowest that holds where one is', async () => {
  assert.equal((await listFor(inRegion('000000'))).home, '110000')
  assert.equal((await listFor(inRegion('330000'))).home, '330000')
  assert.equal((await listFor(inRegion('330203'))).home, '330200')
  assert.equal((await listFor(ofInstitution('H1'))).home, '330200')
  assert.equal((await listFor(inRegion('440100'))).home, null)
})

test('counties are named after the region that holds them', async () => {
  const [pack] = packs
  assert.ok(pack !== undefined)
  const county = { division: divisionCode('330203'), name: '海曙区', nameEn: 'Haishu' }
  const listed = await regionHandlers([{ ...pack, counties: [county] }], () => null)['regions.list'](
    { user: { grants: [inRegion('330200')] } } as unknown as SignedInContext,
    {},
  )
  assert.ok(listed.ok)
  assert.deepEqual(listed.value.names[1], { division: '330203', name: { zh: '海曙区', en: 'Haishu' } })
  assert.deepEqual(
    listed.value.regions.map(({ division }) => division),
    ['330200'],
  )
})

test('an institution is told by its name, and by its code where nobody registered it; all regions have names', async () => {
  const { institutions, regions, names } = await listFor(ofInstitution('H1'), ofInstitution('H2'))
  assert.deepEqual(institutions, [
    { providerCode: 'H1', name: '甲医院' },
    { providerCode: 'H2', name: 'H2' },
  ])
  assert.deepEqual([regions.length, names.map(({ division }) => division)], [0, ['110000', '330000', '330200']])
})
