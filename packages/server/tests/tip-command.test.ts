import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { yibao } from './support/desk.ts'
import { account } from './support/evidence.ts'
import { region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'

const who = '{"name":"举报人甲乙丙","phone":"19900001111"}'

test('the road of a tip on the command line: keys under passphrases, a sealed identity, two keys to open it', () =>
  withTestDatabase(async (database) => {
    for (const userId of ['li.si', 'wang.wu']) await account(database, userId, region('leader', '990000'))
    await account(database, 'receiver', region('supervision-lead', '990000'))
    const folder = await mkdtemp(join('/tmp', 'yibao-tip-'))
    try {
      const run = (...args: readonly string[]) => yibao(database.url, 'tip', ...args)
      const file = async (name: string, content: string) => {
        await writeFile(join(folder, name), content, { mode: 0o600 })
        return join(folder, name)
      }
      const words = await file('words', 'correct horse battery\n')
      const make = (holder: string) =>
        run('keys', 'make', '--holder', holder, '--out', join(folder, `${holder}.key`), '--passphrase-file', words)
      const short = await run(
        'keys',
        'make',
        '--holder',
        'li.si',
        '--out',
        join(folder, 'x'),
        '--passphrase-file',
        await file('s', 'short'),
      )
      assert.match(short.errors, /口令至少 12 个字符/)
      for (const holder of ['li.si', 'wang.wu']) {
        const made = await make(holder)
        assert.equal(made.code, 0, made.errors)
      }
      assert.equal((await stat(join(folder, 'li.si.key'))).mode & 0o777, 0o600)
      const identity = await file('who.json', who)
      const said = ['--what', '重复收费', '--division', '990270', '--user', 'receiver']
      const received = await run('receive', ...said, '--identity', identity, '--json')
      assert.equal(received.code, 0, received.errors)
      const { tip, claimCode } = JSON.parse(received.out)
      const key = (holder: string) => ['--key', join(folder, `${holder}.key`), '--passphrase-file', words]
      const one = await run('open', tip.tipId, ...key('li.si'), '--reason', '核实')
      assert.equal(one.code, 1)
      assert.match(one.errors, /须两名持有人的钥匙同时在场[\s\S]*tip\.two-keys/)
      assert.equal(one.errors.includes('甲乙丙') || one.out.includes('甲乙丙'), false)
      const both = await run('open', tip.tipId, ...key('li.si'), ...key('wang.wu'), '--reason', '核实')
      assert.equal(both.out.trim(), who)
      const code = await file('code', claimCode)
      assert.match((await run('status', tip.tipId, '--code-file', code)).out, /已收到/)
      assert.equal((await run('accept', tip.tipId, '--user', 'receiver')).code, 0)
      const shown = await run('show', tip.tipId)
      assert.match(shown.out, /受理 accept {2}receiver/)
      assert.equal((await run('list')).out.includes('甲乙丙'), false)
      assert.match((await run('verify')).out, /全部相符/)
      const another = (_: string, head: string, first: string): string => head + (first === 'A' ? 'B' : 'A')
      const changed = (await readFile(join(folder, 'li.si.key'), 'utf8')).replace(/("sealed": ")(.)/, another)
      await writeFile(join(folder, 'li.si.key'), changed)
      const broken = await run('open', tip.tipId, ...key('li.si'), ...key('wang.wu'), '--reason', '核实')
      assert.match(broken.errors, /口令不对，或文件被改动/)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }))
