import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { policyFolder } from '../src/files/shipped.ts'
import { yibao } from './support/desk.ts'
import { division, groupByStarter, listedStay, lists, month } from './support/payment.ts'
import { colleague, institution, region } from './support/rest.ts'
import { settledStay } from './support/settlement-list.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld } from './support/world.ts'

const shipped = join(policyFolder, 'payment', '990301-sandbox')

/** The plans of the sandbox as those of the tests' division, from the year of the tests on. */
async function withPlans(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join('/tmp', 'yibao-plans-'))
  try {
    await cp(shipped, folder, { recursive: true })
    for (const name of ['drg-points.yaml', 'drg-rate.yaml', 'starter-weights.yaml']) {
      const text = await readFile(join(folder, name), 'utf8')
      await writeFile(
        join(folder, name),
        text.replaceAll('990301', division).replaceAll(/20(24|25)-01-01/g, '2023-01-01'),
      )
    }
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('a comparison is refused before any work: no plan, one twice, no year, no file, a file in the way, no shared insurance', async () => {
  const compare = (...args: readonly string[]) => yibao('postgres://nowhere', 'payment', 'compare', ...args)
  const plans = ['--plans', 'sandbox-drg-points,example-dip']
  const refusals = [
    [['--year', '2025', '--plans', ',', '--generate', '9'], /没有方案 no plan/],
    [['--year', '2025', '--plans', 'a,a', '--generate', '9'], /a 出现两次 is given twice/],
    [['--year', '3', ...plans, '--generate', '9'], /不是年度 not a year/],
    [['--year', '2025', ...plans, '--cases', '/no-such/cases.jsonl'], /文件不存在或无权读取/],
    [['--year', '2025', ...plans, '--generate', '9', '--xlsx', '/no-such/a.xlsx'], /没有这个目录.*no such folder/],
  ] as const
  for (const [args, words] of refusals) {
    const { code, out, errors } = await compare(...args)
    assert.deepEqual([code, out], [1, ''], errors)
    assert.match(errors, words)
    assert.doesNotMatch(errors, /\n {4}at /)
  }
  await withPlans(async (folder) => {
    for (const [name, only] of [
      ['drg-points.yaml', '310'],
      ['drg-rate.yaml', '390'],
    ] as const) {
      const text = await readFile(join(folder, name), 'utf8')
      await writeFile(join(folder, name), text.replace(/^schemes: .*$/m, `schemes: ['${only}']`))
    }
    const both = ['--plan-folder', folder, '--plans', 'sandbox-drg-points,sandbox-drg-rate']
    const { code, errors } = await compare('--year', '2025', ...both, '--generate', '9')
    assert.equal(code, 1)
    assert.match(errors, /没有共同的险种/)
  })
})

test('the road of a month on the command line: plan, run, statement, case, comparison, review', () =>
  withPlans((folder) =>
    withTestDatabase(async (database) => {
      const world = await openWorld(database)
      try {
        await groupByStarter(database)
        const stay = await listedStay(world, world.till(hospital), lists.plain)
        await settledStay(world, world.till(hospital))
        const { url } = database
        const scope = ['--division', division, '--scheme', '310', '--month', month]
        const json = async (...args: readonly string[]) => {
          const { code, out, errors } = await yibao(url, 'payment', ...args, '--json')
          assert.equal(code, 0, `${args.join(' ')}: ${errors}`)
          return JSON.parse(out)
        }
        const without = await yibao(url, 'payment', 'run', ...scope)
        assert.equal(without.code, 1)
        assert.match(without.errors, /没有支付方案 no plan of payment/)
        const { plans } = await json('load-plan', folder, '--plan', 'sandbox-drg-points')
        assert.equal(plans.length, 1)
        assert.partialDeepStrictEqual(await json('group', ...scope), {
          collected: { listed: 1, noList: 1 },
          grouped: [{ grouped: 1, statuses: { grouped: 1 } }],
        })
        const told = await yibao(url, 'payment', 'run', ...scope)
        assert.equal(told.code, 0, told.errors)
        assert.match(told.out, /2023-11 990270 310：办结 closed/)
        assert.match(told.out, /payment\.no-list 1/)
        const { run } = await json('run', ...scope)
        const { runs } = await json('status')
        assert.deepEqual(
          runs.map((one: { runId: string; state: string }) => [one.runId, one.state]),
          [[run.runId, 'closed']],
        )
        const { statements } = await json('statements', '--run', run.runId, '--institution', hospital.providerCode)
        assert.equal(statements.length, 1)
        const why = await yibao(url, 'payment', 'case', stay.settled.setl_id)
        assert.equal(why.code, 0, why.errors)
        assert.match(why.out, /GD25/)
        const compared = await json('recompute', '--plan', folder, '--name', 'sandbox-drg-rate', ...scope)
        assert.equal(compared.institutions.length, 1)
        const office = await colleague(world, institution('institution-office', hospital.providerCode))
        const [first, second] = [await colleague(world, region('auditor')), await colleague(world, region('auditor'))]
        const caseId = stay.settled.setl_id
        const apply = ['review', 'apply', caseId, '--user', office.userId, '--reason', '费用过高']
        const asked = await yibao(url, 'payment', ...apply)
        if (asked.code === 0) {
          const { reviews } = await json('review', 'list')
          const { reviewId } = reviews[0]
          await json('review', 'assign', reviewId, '--reviewers', first.userId, '--reviewers', second.userId)
          for (const { userId } of [first, second]) {
            await json(
              'review',
              'decide',
              reviewId,
              '--user',
              userId,
              '--outcome',
              'cost:0.9',
              '--reason',
              '按费用支付',
            )
          }
          assert.equal((await json('review', 'list', '--state', 'decided')).reviews.length, 1)
        } else assert.match(asked.errors, /特例|the cap is reached|has no such rule|such cases may not/)
        const verified = await yibao(url, 'verify')
        assert.equal(verified.code, 0, verified.out)
        assert.match(verified.out, /付费结算单、分录与病例一致/)
        const reopen = ['reopen', '--division', division, '--scheme', '310', '--period', month, '--reason', '方案更正']
        assert.equal((await json(...reopen)).discarded, false)
      } finally {
        await world.close()
      }
    }),
  ))
