import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RestFailure } from '@yibao/contract/rest'
import type { Result } from '@yibao/core/kernel'
import { aMeasure, openBureau } from './support/casework.ts'
import { withBusyWorld } from './support/desk.ts'
import { answered, colleague, institution, region } from './support/rest.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, type World } from './support/world.ts'

/** Two who looked at the same thing: what the second is told, and that he may do it once he has looked again. */
async function secondIsTold(
  [one, other]: readonly [by: string | null, code: string],
  act: (who: 'one' | 'other', again: boolean) => Promise<Result<unknown, RestFailure>>,
): Promise<void> {
  await answered(act('one', false))
  const late = await act('other', false)
  assert.ok(!late.ok, other)
  const { code, status, changed, message, cure } = late.error
  assert.deepEqual([code, status, changed?.by], [other, 409, one])
  assert.match(changed?.at ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, other)
  assert.match(message.zh + cure.zh, /已有改动.*核对后再提交/)
  await answered(act('other', true))
}

const supervision = (world: World) => colleague(world, region('supervision-lead'))

test('whoever is second to change what both looked at is told who was faster, and when', () =>
  withBusyWorld(async ({ world }) => {
    const { pool } = world.database
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const who = { one: await supervision(world), other: await supervision(world) }
    const [first, second] = [await colleague(world, region('auditor')), await colleague(world, region('auditor'))]

    const { matterId, version } = await bureau.take()
    await secondIsTold([who.one.userId, 'casework.changed-meanwhile'], async (name, again) => {
      const { client } = who[name]
      const seen = again ? (await answered(client.call('matters.get', { matterId }))).version : version
      const assignee = name === 'one' ? first.userId : second.userId
      const order = { matterId, version: seen, act: 'assign', assignee, reason: '核查', evidence: ['E1'] } as const
      const done = await client.call('matters.act', order)
      // Once assigned it is notified by its reviewer: to look again is to see that nothing is left to assign.
      return again && !done.ok && done.error.code === 'casework.not-now' ? { ok: true, value: null } : done
    })

    const keepers = { one: await colleague(world, region('leader')), other: await colleague(world, region('leader')) }
    const keeper = await colleague(world, region('evidence-keeper'))
    const { code } = await answered(
      keeper.client.call('evidence.collect', {
        ...{ matterId, division: '990270', kind: 'data', title: '清单', source: '甲医院', place: '柜一' },
        ...{ reason: '现场检查', file: { filename: 'a.csv', content: Buffer.from('a,b').toString('base64') } },
      }),
    )
    await secondIsTold([keepers.one.userId, 'evidence.changed-meanwhile'], async (name, again) => {
      const { client } = keepers[name]
      const seen = again ? (await answered(client.call('evidence.get', { code }))).version : 1
      const allow = { act: 'approve', for: 'destroy', until: '2023-11-20', reason: '保管期满' } as const
      return client.call('evidence.act', { code, version: seen, ...allow })
    })

    const clerks = { one: await colleague(world, region('clerk')), other: await colleague(world, region('clerk')) }
    const row = {
      fixmedins_hilist_id: 'L1',
      fixmedins_hilist_name: items.shared.name,
      list_type: '101',
      med_list_codg: items.shared.code,
    }
    expectOk(await world.till(hospital).ask('3301', null, { data: [row] }))
    await secondIsTold([clerks.one.userId, 'mappings.changed-meanwhile'], async (name, again) => {
      const { client } = clerks[name]
      const [mapping] = (await answered(client.call('mappings.list', {}))).rows
      assert.ok(mapping !== undefined)
      const { providerCode, mappingId } = mapping
      const verdict = name === 'one' ? ({ does: 'accept' } as const) : ({ does: 'refuse', reason: '名称不符' } as const)
      return client.call('mappings.review', {
        ...{ providerCode, mappingId, version: again ? mapping.version : 1 },
        ...verdict,
      })
    })

    await pool.query(
      `insert into special_case_review (provider_code, review_id, case_id, division, scheme, year, reason, applied_by,
         applied_at, state) values ($1, 'W1', 'C1', '990200', '310', '2023', '费用高', 'office', '2023-11-01 08:00:00', 'applied')`,
      [hospital.providerCode],
    )
    const third = await colleague(world, region('auditor'))
    await secondIsTold([clerks.one.userId, 'payment.changed-meanwhile'], async (name, again) => {
      const { client } = clerks[name]
      const [review] = (await answered(client.call('payments.reviews', { reviewId: 'W1' }))).rows
      const named = [review?.firstReviewer, review?.secondReviewer].flatMap((one) => one ?? [])
      const reviewers = [first.userId, name === 'one' ? second.userId : third.userId]
      return client.call('payments.assign', { reviewId: 'W1', reviewers, seen: again ? named : [] })
    })
    const { rows: reviews } = await answered(clerks.one.client.call('payments.reviews', { reviewId: 'W1' }))
    assert.deepEqual(
      reviews.map(({ secondReviewer }) => secondReviewer),
      [third.userId],
    )

    const admins = {
      one: await colleague(world, region('security-admin')),
      other: await colleague(world, region('security-admin')),
    }
    const seen = await answered(
      (await colleague(world, region('system-admin'))).client.call('users.add', {
        ...{ userId: 'wang.wu', name: '王五', staffNumber: '9' },
      }),
    )
    await secondIsTold([admins.one.userId, 'office.changed'], async (name, again) => {
      const { client } = admins[name]
      const [user] = (await answered(client.call('users.list', { text: 'wang.wu' }))).rows
      const role = name === 'one' ? 'clerk' : 'auditor'
      return client.call('users.grant', {
        ...{ userId: 'wang.wu', role, scope: { kind: 'region', division: '990200' } },
        ...(user === undefined ? {} : { seen: again ? user.version : seen.user.version }),
      })
    })

    const list = 'settlements.find'
    const own = { one: first, other: first }
    await answered(first.client.call('filters.save', { list, name: '大额', question: { scheme: '310' } }))
    await secondIsTold([first.userId, 'filters.changed-meanwhile'], async (name, again) => {
      const { client } = own[name]
      const [kept] = (await answered(client.call('filters.list', { list }))).filters
      const question = { scheme: '310', totalFrom: name === 'one' ? 100 : 200 }
      const replaces = again ? (kept?.question ?? null) : { scheme: '310' }
      return client.call('filters.save', { list, name: '大额', question, replaces })
    })
    const fresh = await first.client.call('filters.save', { list, name: '大额', question: {}, replaces: null })
    assert.ok(!fresh.ok, 'a new one does not take the place of one that nobody saw')
  }))

test('an institution hears when its matter moved on, not who of the bureau moved it', () =>
  withBusyWorld(async ({ world }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const { matterId } = await bureau.take()
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
    await bureau.act('audit.sun', matterId, 'notify')
    const { version } = await bureau.matter(matterId)
    const order = { matterId, version, act: 'answer', reason: '情况说明', evidence: ['E1'] } as const
    await answered(office.client.call('matters.act', order))
    const late = await office.client.call('matters.act', order)
    assert.ok(!late.ok)
    assert.deepEqual([late.error.code, late.error.changed?.by], ['casework.changed-meanwhile', null])
    assert.match(late.error.changed?.at ?? '', /^2023-/)
  }))

test('points are not recorded beside those that somebody else recorded meanwhile', () =>
  withBusyWorld(async ({ world }) => {
    const bureau = await openBureau(world.database, '2023-11-13 09:00:00')
    const decided = async () => {
      const { matterId } = await bureau.take()
      await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
      await bureau.act('audit.sun', matterId, 'notify')
      await bureau.act('office.h1', matterId, 'answer')
      await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
      await bureau.act('audit.li', matterId, 'decide', { details: { measures: [aMeasure(100_00)] } })
      await bureau.act('office.h1', matterId, 'accept')
      return matterId
    }
    const matters = { one: await decided(), other: await decided() }
    const who = { one: await supervision(world), other: await supervision(world) }
    const archive = { kind: 'institution', subject: hospital.providerCode } as const
    await secondIsTold([who.one.userId, 'credit.changed-meanwhile'], async (name, again) => {
      const { client } = who[name]
      const { version } = await answered(client.call('credit.get', archive))
      return client.call('credit.act', {
        ...{ ...archive, does: 'record', breach: 'institution-agreement', responsibility: 'main' },
        ...{ matterId: matters[name], reason: '拒付费用', seen: again ? version : 0 },
      })
    })
  }))
