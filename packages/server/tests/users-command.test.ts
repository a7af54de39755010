import assert from 'node:assert/strict'
import { test } from 'node:test'
import { yibao } from './support/desk.ts'
import { withTestDatabase } from './support/test-database.ts'

test('the first users come from the command line, which keeps the offices apart and writes the log', () =>
  withTestDatabase(async ({ url }) => {
    const run = (...args: readonly string[]) => yibao(url, 'user', ...args)
    const add = await run('add', 'zhang.san', '--name', '张三', '--staff', '1', '--role', 'system-admin', '--json')
    assert.equal(add.code, 0, add.errors)
    assert.match(JSON.parse(add.out).firstPassword, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    const second = await run('grant', 'zhang.san', '--role', 'audit-admin')
    assert.equal(second.code, 1)
    assert.match(second.errors, /三员分立[\s\S]*office\.two-offices/)
    const homeless = await run('add', 'li.si', '--name', '李四', '--staff', '2', '--role', 'clerk')
    assert.match(homeless.errors, /--region/)
    const listed = await run('list')
    assert.match(listed.out, /zhang\.san +张三 +1 +须换口令 +系统管理员 system-admin 000000/)
    const log = await run('log', '--json')
    assert.deepEqual(
      JSON.parse(log.out).operations.map(({ actor, action, outcome, reason }: Record<string, unknown>) => [
        actor,
        action,
        outcome,
        reason,
      ]),
      [
        ['console', 'users.grant', 'refused', 'office.two-offices'],
        ['console', 'users.add', 'done', null],
      ],
    )
    const unlock = await run('unlock', 'nobody.here')
    assert.match(unlock.errors, /没有这个用户/)
  }))
