import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { everything } from './support/catalogue.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { expectOk } from './support/visit.ts'
import { type Envelope, hospital, items, openWorld, otherHospital, type World } from './support/world.ts'

interface Town {
  readonly world: World
  readonly upload: (localCode: string, more?: Envelope, from?: typeof hospital) => Promise<void>
  /** The local codes that count today as 1317 tells them. */
  readonly counting: () => Promise<readonly string[]>
}

function inTown(work: (town: Town) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const upload = async (localCode: string, more: Envelope = {}, from = hospital) => {
      const row = {
        fixmedins_hilist_id: localCode,
        fixmedins_hilist_name: items.shared.name,
        list_type: '101',
        med_list_codg: items.shared.code,
        ...more,
      }
      expectOk(await world.till(from).ask('3301', null, { data: [row] }))
    }
    const counting = async () => {
      const data = { ...everything, vali_flag: '1' }
      const { output } = expectOk(await world.till(hospital).ask('1317', null, { data }))
      return output.data.map((one) => one.medins_list_codg)
    }
    try {
      await work({ world, upload, counting })
    } finally {
      await world.close()
    }
  })
}

const listOf = async ({ client }: Colleague, asked: Parameters<typeof client.call<'mappings.list'>>[1] = {}) =>
  (await answered(client.call('mappings.list', asked))).rows

test('an upload waits and counts; accepted it stands, refused it counts no more and may be uploaded anew', () =>
  inTown(async ({ world, upload, counting }) => {
    const clerk = await colleague(world, region('clerk', '990200'))
    await upload('L1')
    await upload('L2', { fixmedins_hilist_name: '别的东西', dosform: '注射剂' })
    assert.deepEqual(await counting(), ['L1', 'L2'])
    const [first, second] = await listOf(clerk, { state: 'waiting' })
    assert.ok(first !== undefined && second !== undefined)
    assert.deepEqual([first.localCode, first.doubts], ['L1', []])
    assert.deepEqual(
      [second.doubts, second.item?.name, second.localForm],
      [['other-name', 'other-form'], items.shared.name, '注射剂'],
    )
    const keyOf = ({ providerCode, mappingId, version }: typeof first) => ({ providerCode, mappingId, version })
    const review = (one: typeof first, does: 'accept' | 'refuse', reason?: string) =>
      clerk.client.call('mappings.review', { ...keyOf(one), does, ...(reason === undefined ? {} : { reason }) })

    assert.deepEqual(await answered(review(first, 'accept')), { state: 'accepted', version: 2 })
    assert.equal(await codeOf(review(second, 'refuse')), '400 mappings.no-reason')
    assert.deepEqual(await answered(review(second, 'refuse', '剂型与目录不符')), { state: 'refused', version: 2 })
    assert.deepEqual(await counting(), ['L1'])
    assert.deepEqual(await listOf(clerk, { state: 'waiting' }), [])
    const [refused] = await listOf(clerk, { state: 'refused' })
    assert.deepEqual([refused?.reviewedBy, refused?.reason, refused?.version], [clerk.userId, '剂型与目录不符', 2])

    assert.equal(await codeOf(review(first, 'refuse', '再看')), '409 mappings.changed-meanwhile')
    assert.equal(await codeOf(review(second, 'accept')), '409 mappings.already-refused')
    await upload('L2', { dosform: '片剂' })
    assert.deepEqual(await counting(), ['L1', 'L2'], 'corrected and uploaded anew')
    const now = (await listOf(clerk, { state: 'accepted' }))[0]
    assert.ok(now !== undefined)
    assert.deepEqual(await answered(review(now, 'refuse', '抽查不符')), { state: 'refused', version: 3 })
    assert.deepEqual(await counting(), ['L2'])

    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: clerk.userId, action: 'mappings.review', outcome: 'done' },
      null,
      9,
    )
    assert.deepEqual(
      noted.map(({ target, reason, details }) => [target, reason, details]),
      [
        [`${hospital.providerCode} ${first.mappingId}`, '抽查不符', { does: 'refuse', version: 3 }],
        [`${hospital.providerCode} ${second.mappingId}`, '剂型与目录不符', { does: 'refuse', version: 2 }],
        [`${hospital.providerCode} ${first.mappingId}`, null, { does: 'accept', version: 2 }],
      ],
    )
  }))

test('of two reviewers at the same moment one is told to look again', () =>
  inTown(async ({ world, upload }) => {
    const [one, other] = [await colleague(world, region('clerk')), await colleague(world, region('clerk'))]
    await upload('L1')
    const [mapping] = await listOf(one)
    assert.ok(mapping !== undefined)
    const { providerCode, mappingId, version } = mapping
    const order = { providerCode, mappingId, version }
    const codes = await Promise.all([
      codeOf(one.client.call('mappings.review', { ...order, does: 'accept' })),
      codeOf(other.client.call('mappings.review', { ...order, does: 'refuse', reason: '名称不符' })),
    ])
    assert.equal(codes.filter((code) => code === '200').length, 1, codes.join())
    assert.match(codes.find((code) => code !== '200') ?? '', /^409 mappings\.(changed-meanwhile|already-refused)$/)
  }))

test('what its institution took back is not reviewed, and what was on file before reviews stands as accepted', () =>
  inTown(async ({ world, upload, counting }) => {
    const clerk = await colleague(world, region('clerk'))
    await upload('L1')
    const [mapping] = await listOf(clerk)
    assert.ok(mapping !== undefined)
    const reference = {
      fixmedins_code: hospital.providerCode,
      fixmedins_hilist_id: 'L1',
      list_type: '101',
      med_list_codg: items.shared.code,
    }
    expectOk(await world.till(hospital).ask('3302', null, { data: [reference] }))
    const { providerCode, mappingId, version } = mapping
    const order = { providerCode, mappingId, version, does: 'accept' } as const
    assert.equal(await codeOf(clerk.client.call('mappings.review', order)), '409 mappings.withdrawn')
    assert.deepEqual(
      (await listOf(clerk)).map(({ state }) => state),
      ['withdrawn'],
    )

    await world.database.pool.query(
      `insert into local_mapping (provider_code, mapping_id, local_code, local_name, list_type, item_code, valid_from,
         details, msgid, mapped_at)
       values ($1, 'OLD', 'L9', '旧对照', '101', $2, '2020-01-01', '{}', 'M', '2020-01-01 08:00:00')`,
      [hospital.providerCode, items.shared.code],
    )
    assert.deepEqual(await counting(), ['L9'])
    assert.deepEqual(
      (await listOf(clerk, { state: 'accepted' })).map(({ mappingId: id }) => id),
      ['OLD'],
    )
  }))

test('mappings are searched, filtered by doubt and paged in their turn', () =>
  inTown(async ({ world, upload }) => {
    const clerk = await colleague(world, region('clerk'))
    for (const number of [1, 2, 3]) await upload(`L${number}`)
    await upload('K4', { med_list_codg: items.own.code, fixmedins_hilist_name: items.own.name })
    await world.database.pool.query(`delete from catalog_item where code = $1`, [items.own.code])
    const codes = async (asked: Parameters<typeof listOf>[1]) =>
      (await listOf(clerk, asked)).map((one) => one.localCode)
    assert.deepEqual(await codes({ doubt: 'unknown-item' }), ['K4'])
    assert.deepEqual(await codes({ doubt: 'any' }), ['K4'])
    assert.deepEqual(await codes({ doubt: 'not-in-force' }), [])
    await world.database.pool.query(`update catalog_item set valid_until = '2023-11-01' where code = $1`, [
      items.shared.code,
    ])
    assert.deepEqual(await codes({ doubt: 'not-in-force' }), ['L1', 'L2', 'L3'])
    assert.deepEqual(await codes({ search: 'k' }), ['K4'])
    assert.deepEqual(await codes({ itemCode: items.own.code }), ['K4'])
    const pages: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(clerk, after)
      pages.push(...page.rows.map(({ localCode }) => localCode))
      after = page.next
    }
    assert.deepEqual(pages.toSorted(), ['K4', 'L1', 'L2', 'L3'])
    assert.equal(await codeOf(clerk.client.call('mappings.list', { after: 'x~y' })), '400 rest.bad-input')
  }))

const pageAfter = ({ client }: Colleague, after: string) =>
  answered(client.call('mappings.list', { limit: 1, ...(after === '' ? {} : { after }) }))

test('an institution sees its own mappings and reviews none, and another region sees and reviews nothing', () =>
  inTown(async ({ world, upload }) => {
    await upload('L1')
    await upload('M1', {}, otherHospital)
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    const away = await colleague(world, region('clerk', '990300'))
    const [own, ...others] = await listOf(office)
    assert.ok(own !== undefined)
    assert.deepEqual([own.localCode, others], ['L1', []])
    assert.deepEqual(await listOf(away), [])
    const { providerCode, mappingId, version } = own
    const order = { providerCode, mappingId, version, does: 'accept' } as const
    assert.equal(await codeOf(office.client.call('mappings.review', order)), '403 rest.no-right')
    assert.equal(await codeOf(away.client.call('mappings.review', order)), '404 mappings.unknown')
    const missing = { ...order, mappingId: 'NONE' }
    assert.equal(await codeOf(away.client.call('mappings.review', missing)), '404 mappings.unknown')
    assert.equal((await listOf(office))[0]?.state, 'waiting')
  }))
