import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '@yibao/contract/rest'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { aMeasure, approved, openBureau } from './support/casework.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, otherHospital, type World } from './support/world.ts'

function inTown(work: (world: World) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  })
}

/** Everybody whom a matter passes, signed in. */
async function staffOf(world: World) {
  const [lead, first, second, third] = [
    await colleague(world, region('supervision-lead')),
    await colleague(world, region('auditor')),
    await colleague(world, region('auditor')),
    await colleague(world, region('auditor')),
  ]
  const [leader, clerk] = [await colleague(world, region('leader')), await colleague(world, region('clerk'))]
  const office = await colleague(world, institution('institution-office', hospital.providerCode))
  return { lead, first, second, third, leader, clerk, office }
}

type Order = Omit<Input<'matters.act'>, 'matterId' | 'version'>

/** Does something on the version that the person sees now. */
async function does({ client }: Colleague, matterId: string, order: Order, by: Colleague) {
  const { version } = await answered(by.client.call('matters.get', { matterId }))
  return client.call('matters.act', { matterId, version, reason: '核查', evidence: ['E1'], ...order })
}

test('a hit becomes a final decision over REST, and each hears what concerns him', () =>
  inTown(async (world) => {
    const { lead, first, second, leader, clerk, office } = await staffOf(world)
    const other = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const away = await colleague(world, region('auditor', '980000'))
    const { matterId } = await (await openBureau(world.database)).take()
    const act = (who: Colleague, order: Order) => does(who, matterId, order, lead)
    const read = ({ client }: Colleague) => codeOf(client.call('matters.get', { matterId }))

    await answered(act(lead, { act: 'assign', assignee: first.userId }))
    assert.equal(await read(office), '404 casework.unknown-matter', 'a hit is looked at before anybody is told')
    assert.deepEqual((await answered(office.client.call('matters.list', {}))).rows, [])
    const told = await answered(act(first, { act: 'notify' }))
    assert.equal(told.document?.kind, 'notice')

    assert.equal(await read(office), '200')
    for (const who of [other, away]) {
      assert.equal(await read(who), '404 casework.unknown-matter')
      assert.deepEqual((await answered(who.client.call('matters.list', {}))).rows, [])
    }
    const theirs = await answered(office.client.call('matters.get', { matterId }))
    assert.partialDeepStrictEqual(theirs, { state: 'notified', firstReviewer: null, may: ['answer'] })
    const ours = await answered(lead.client.call('matters.get', { matterId }))
    assert.partialDeepStrictEqual(ours, { firstReviewer: first.userId, may: [] })
    assert.equal(ours.number, told.document?.documentNo, 'a matter goes by the number of its first paper')
    assert.equal(theirs.number, ours.number)
    const [nameOf] = (
      await world.database.pool.query<{ name: string }>('select name from user_account where user_id = $1', [
        first.userId,
      ])
    ).rows
    assert.equal(ours.names[first.userId], nameOf?.name)
    assert.deepEqual(theirs.names, {}, 'an institution hears no names before the decision')
    const heard = await answered(office.client.call('matters.events', { matterId }))
    assert.deepEqual(
      heard.rows.map(({ act: kind, actor }) => [kind, actor]),
      [['notify', null]],
    )

    await world.database.pool.query('update matter set scheme = null')
    await answered(act(office, { act: 'answer', reason: '两次入院病情不同', scheme: '390' }))
    const { rows: funds } = await world.database.pool.query('select scheme from matter')
    assert.deepEqual(funds, [{ scheme: null }], 'an institution does not choose the fund')
    const { userIds } = await answered(lead.client.call('matters.assignees', { matterId }))
    assert.equal(userIds.includes(first.userId), false)
    await answered(act(lead, { act: 'assign-second', assignee: second.userId }))
    const measures = [aMeasure(1_000_00)]
    await answered(act(second, { act: 'decide', measures }))
    const decided = await answered(office.client.call('matters.get', { matterId }))
    assert.partialDeepStrictEqual(decided, { decided: 1_000_00, secondReviewer: second.userId, measures })
    const papers = await answered(office.client.call('matters.documents', { matterId }))
    assert.deepEqual(
      papers.rows.map(({ kind }) => kind),
      ['notice', 'decision'],
    )

    await answered(act(office, { act: 'accept' }))
    await answered(act(leader, { act: 'approve' }))
    assert.deepEqual((await answered(clerk.client.call('matters.get', { matterId }))).may, ['execute'])
    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: second.userId, action: 'matters.decide' },
      null,
      9,
    )
    assert.equal(noted.length, 1)
    const listed = await answered(lead.client.call('matters.list', { state: 'final', procedure: 'review', limit: 1 }))
    assert.deepEqual([listed.rows.map((row) => row.matterId), listed.next], [[matterId], null])
  }))

test('what was withdrawn is owed and paid back over REST, by the cashier and once; others are told why not', () =>
  inTown(async (world) => {
    const { lead, leader, clerk, office } = await staffOf(world)
    const other = await colleague(world, region('clerk', '980000'))
    const bureau = await openBureau(world.database)
    const matterId = await approved(bureau)
    const act = (who: Colleague, order: Order) => does(who, matterId, order, lead)
    await answered(act(clerk, { act: 'execute', how: 'claim' }))
    await answered(act(clerk, { act: 'settle' }))
    assert.equal(await codeOf(act(clerk, { act: 'pay-back' })), '409 casework.nothing-owed')
    const before = await answered(clerk.client.call('matters.get', { matterId }))
    assert.deepEqual([before.owedBack, before.may.includes('pay-back'), before.line], [0, false, null])
    await answered(act(leader, { act: 'reopen' }))
    const owed = await answered(clerk.client.call('matters.get', { matterId }))
    assert.deepEqual([owed.owedBack, owed.may.includes('pay-back')], [1_000_00, true])
    assert.equal(await codeOf(act(leader, { act: 'pay-back' })), '403 casework.not-yours')
    assert.equal(await codeOf(act(other, { act: 'pay-back' })), '404 casework.unknown-matter')
    assert.equal(await codeOf(act(clerk, { act: 'pay-back', amount: 5 })), '409 casework.amount')
    const paid = await answered(act(clerk, { act: 'pay-back' }))
    assert.equal(paid.document?.kind, 'pay-back-order')
    assert.deepEqual([paid.matter.owedBack, paid.matter.may.includes('pay-back')], [0, false])
    const theirs = await answered(office.client.call('matters.documents', { matterId }))
    assert.ok(
      theirs.rows.some(({ kind }) => kind === 'pay-back-order'),
      'the institution has its paper',
    )
    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: clerk.userId, action: 'matters.pay-back' },
      null,
      9,
    )
    assert.equal(noted.length, 1)
    assert.equal(await codeOf(act(clerk, { act: 'pay-back' })), '409 casework.nothing-owed')
  }))

test('an institution pages through what it was told, and learns neither source nor reviewer by asking', () =>
  inTown(async (world) => {
    const { lead, first, office } = await staffOf(world)
    const bureau = await openBureau(world.database)
    const two = await colleague(
      world,
      region('auditor', '980000'),
      institution('institution-office', hospital.providerCode),
    )
    const told: string[] = []
    for (const source of ['pattern', 'tip', 'pattern', 'tip', 'pattern', 'pattern'] as const) {
      const { matterId } = await bureau.take({ source })
      await answered(does(lead, matterId, { act: 'assign', assignee: first.userId }, lead))
      if (source !== 'tip') continue
      await answered(does(first, matterId, { act: 'notify' }, lead))
      told.unshift(matterId)
    }
    const pagesOf = async ({ client }: Colleague): Promise<readonly (readonly string[])[]> => {
      const pages: string[][] = []
      for (let after: string | null = ''; after !== null; ) {
        const page: Awaited<ReturnType<typeof list>> = await list(client, after)
        pages.push(page.rows.map(({ matterId }) => matterId))
        after = page.next
      }
      return pages
    }
    const list = (client: Colleague['client'], after: string) =>
      answered(client.call('matters.list', { limit: 1, ...(after === '' ? {} : { after }) }))
    for (const who of [office, two]) {
      assert.deepEqual(
        await pagesOf(who),
        told.map((one) => [one]),
      )
    }
    assert.equal((await pagesOf(lead)).length, 6)

    const asks = async (asked: Input<'matters.list'>) =>
      (await answered(office.client.call('matters.list', asked))).rows
    const rows = await asks({})
    assert.deepEqual(
      rows.map(({ source, linked }) => [source, linked]),
      told.map(() => [null, null]),
    )
    for (const asked of [
      { source: 'pattern' },
      { source: 'tip' },
      { userId: first.userId },
      { userId: 'x' },
    ] as const) {
      assert.deepEqual(await asks(asked), rows)
    }
    assert.equal(
      await codeOf(office.client.call('matters.assignees', { matterId: told[0] ?? '' })),
      '403 rest.no-right',
    )
    assert.equal(await codeOf(office.client.call('matters.list', { after: 'nowhere' })), '400 rest.bad-input')
    const [ours] = (await answered(lead.client.call('matters.list', { source: 'tip' }))).rows
    assert.equal(ours?.source, 'tip')
  }))

test('the door refuses with the reason: first reviewer, office, law, amount, version, a matter reopened twice at once', () =>
  inTown(async (world) => {
    const { lead, first, second, leader, office } = await staffOf(world)
    const { matterId } = await (await openBureau(world.database)).take()
    const act = (who: Colleague, order: Order) => does(who, matterId, order, lead)
    const refused = (who: Colleague, order: Order) => codeOf(act(who, order))

    assert.equal(await refused(first, { act: 'assign', assignee: first.userId }), '403 casework.not-yours')
    const early = await act(lead, { act: 'decide' })
    assert.partialDeepStrictEqual(early, {
      error: { code: 'casework.not-now', expected: { zh: '可办：分派、退还机构' } },
    })
    assert.equal(await refused(lead, { act: 'assign' }), '400 casework.no-assignee')
    assert.equal(await refused(lead, { act: 'assign', assignee: leader.userId }), '409 casework.not-a-reviewer')
    assert.equal(await refused(lead, { act: 'assign', assignee: office.userId }), '403 casework.conflict-of-interest')
    await answered(act(lead, { act: 'assign', assignee: first.userId }))
    assert.equal(await refused(second, { act: 'notify' }), '403 casework.not-assigned')
    assert.equal(await refused(first, { act: 'notify', deadline: '2023-11-10' }), '400 casework.deadline-past')
    assert.equal(await refused(first, { act: 'notify', deadline: '2023-11-20' }), '400 casework.term-too-short')
    assert.equal(await refused(first, { act: 'notify', evidence: [] }), '400 casework.no-evidence')
    await answered(act(first, { act: 'notify' }))
    await answered(act(office, { act: 'answer' }))
    await answered(act(lead, { act: 'assign-second', assignee: second.userId }))

    const measures = [aMeasure(1_000_00)]
    assert.equal(await refused(first, { act: 'decide', measures }), '403 casework.same-person')
    assert.equal(await refused(second, { act: 'decide' }), '409 casework.no-basis')
    const tooMuch = await act(second, { act: 'decide', measures: [aMeasure(9_999_00)] })
    assert.partialDeepStrictEqual(tooMuch, {
      error: {
        code: 'casework.amount',
        field: 'amount',
        expected: { zh: '最多 1200.00 元', en: 'at most 1200.00 yuan' },
      },
    })
    const fine = [{ kind: 'fine' as const, basis: 'regulation-13', amount: 1 }]
    assert.equal(await refused(second, { act: 'decide', measures: fine }), '409 casework.beyond-basis')
    const version = 1
    const old = { matterId, version, act: 'decide' as const, reason: '核查', evidence: ['E1'], measures }
    assert.equal(await codeOf(second.client.call('matters.act', old)), '409 casework.changed-meanwhile')
    await answered(act(second, { act: 'clear' }))

    const closed = await answered(lead.client.call('matters.get', { matterId }))
    assert.equal(closed.state, 'closed')
    const reopening = { matterId, version: closed.version, act: 'reopen' as const, reason: '新证据', evidence: ['E2'] }
    const both = await Promise.all([1, 2].map(() => codeOf(leader.client.call('matters.act', reopening))))
    assert.deepEqual(both.toSorted(), ['200', '409 casework.changed-meanwhile'])
    assert.equal((await answered(lead.client.call('matters.get', { matterId }))).reopened, 1)
  }))

test('an appeal after the term is refused, and so is a sanction without a legal basis', () =>
  inTown(async (world) => {
    const { lead, first, second, leader, office } = await staffOf(world)
    const bureau = await openBureau(world.database)
    const [item, serious] = [await bureau.take(), await bureau.take()]
    const act = (who: Colleague, matterId: string, order: Order) => answered(does(who, matterId, order, lead))
    await act(lead, item.matterId, { act: 'assign', assignee: first.userId })
    await act(first, item.matterId, { act: 'notify' })
    await act(office, item.matterId, { act: 'answer' })
    await act(lead, item.matterId, { act: 'assign-second', assignee: second.userId })
    await act(second, item.matterId, { act: 'decide', measures: [aMeasure(100_00)] })
    await act(lead, serious.matterId, { act: 'assign', assignee: first.userId })
    const { opened } = await act(leader, serious.matterId, { act: 'file-case' })
    assert.ok(opened !== null)

    await world.restart('2024-01-15 09:00:00')
    const late = await staffOf(world)
    const appeal = await does(late.office, item.matterId, { act: 'appeal' }, late.lead)
    assert.ok(!appeal.ok)
    assert.equal(appeal.error.code, 'casework.too-late')
    const legal = await colleague(world, region('legal-reviewer'))
    const assignees = [late.first.userId, late.second.userId]
    const then = (who: Colleague, order: Order) => answered(does(who, opened, order, late.lead))
    await then(late.lead, { act: 'assign-investigators', assignees })
    await then(late.first, { act: 'conclude' })
    await then(late.second, { act: 'submit-legal' })
    await then(legal, { act: 'approve' })
    assert.equal(await codeOf(does(late.leader, opened, { act: 'give-notice' }, late.lead)), '409 casework.no-basis')
    assert.equal(
      await codeOf(late.office.client.call('matters.get', { matterId: opened })),
      '404 casework.unknown-matter',
    )
  }))

test('points are taken for what was decided, shown with how they arose, and appealed within the term', () =>
  inTown(async (world) => {
    const { lead, first, second, office } = await staffOf(world)
    const other = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const { matterId } = await (await openBureau(world.database)).take()
    const act = (who: Colleague, order: Order) => answered(does(who, matterId, order, lead))
    const archive = { kind: 'institution', subject: hospital.providerCode } as const
    const order = { does: 'record', breach: 'institution-agreement', responsibility: 'main', matterId } as const
    const record = (who: Colleague, more: object = {}) =>
      who.client.call('credit.act', { ...archive, ...order, reason: '拒付费用', ...more })

    await act(lead, { act: 'assign', assignee: first.userId })
    await act(first, { act: 'notify' })
    await act(office, { act: 'answer' })
    assert.equal(await codeOf(record(lead)), '409 credit.not-decided')
    await act(lead, { act: 'assign-second', assignee: second.userId })
    await act(second, { act: 'decide', measures: [aMeasure(100_00)] })
    await act(office, { act: 'accept' })
    assert.equal(await codeOf(record(lead, { points: 4 })), '409 credit.points')
    assert.equal(await codeOf(record(first)), '403 rest.no-right')
    const recorded = await answered(record(lead))
    assert.partialDeepStrictEqual(recorded, { value: 97, grade: 'A', parts: [{ matterId, recorded: 3, counts: 3 }] })
    assert.equal(await codeOf(record(lead)), '409 credit.already-recorded')

    assert.equal((await answered(office.client.call('credit.get', archive))).value, 97)
    assert.equal(await codeOf(other.client.call('credit.get', archive)), '404 credit.unknown-subject')
    const later = await answered(lead.client.call('credit.get', { ...archive, on: '2024-11-13' }))
    assert.partialDeepStrictEqual(later, { value: 99, parts: [{ recorded: 3, faded: 2, counts: 1 }] })
    const appeal = { ...archive, does: 'appeal', refers: 1, reason: '不服记分' } as const
    await answered(lead.client.call('credit.act', appeal))
    const resolve = { ...archive, does: 'resolve', refers: 1, points: 0, reason: '申诉成立' } as const
    assert.equal(await codeOf(lead.client.call('credit.act', resolve)), '403 credit.same-person')
    const again = await colleague(world, region('supervision-lead'))
    assert.equal((await answered(again.client.call('credit.act', resolve))).value, 100)
    assert.equal(
      await codeOf(lead.client.call('credit.act', { ...archive, does: 'repair', refers: 1, reason: '整改' })),
      '400 rest.bad-input',
    )
  }))
