import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { evidenceDesk } from '../src/evidence-desk.ts'
import { caseFileMaker } from '../src/files/evidence-case-file.ts'
import {
  type CaseEntry,
  readArchive,
  sm3,
  verifyArchive,
  verifyCaseFile,
  writeArchive,
  writtenJson,
} from '../src/files/evidence-verifier.js'
import { actOnPiece, collectPiece } from '../src/flows/evidence.ts'
import { type ExportDesk, exportCase } from '../src/flows/evidence-export.ts'
import { evidenceFiles } from '../src/flows/evidence-files.ts'
import type { MatterFile } from '../src/flows/evidence-ports.ts'
import { everyOperation } from '../src/flows/operation-log.ts'
import { idSource } from '../src/ids.ts'
import { matterFile } from '../src/store/evidence-matter-file.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { yibao } from './support/desk.ts'
import { account, division, inName } from './support/evidence.ts'
import { region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'

const source = { newId: idSource(), now: () => localDateTime('2023-11-13 09:00:00') }
const key = localCrypto.newSm2KeyPair()
const signer = { publicKey: key.publicKey, sign: localCrypto.sm2Signer(key).sign }

interface Made {
  readonly archive: Buffer
  readonly digest: string
}

/** A matter with two files, an object and a statement, exported. */
function withCaseFile(
  work: (made: Made, desk: ExportDesk, codes: readonly string[], pool: pg.Pool) => Promise<void>,
): Promise<void> {
  return withTestDatabase(async (database) => {
    await account(database, 'keeper', region('evidence-keeper', '990000'))
    await account(database, 'leader', region('leader', '990000'))
    const desk = evidenceDesk(database.pool, source)
    const codes: string[] = []
    for (const [title, file] of [
      ['收费清单', { bytes: Buffer.from('编号,金额\n1,120.00\n'), name: '清单.csv' }],
      ['现场笔录', { bytes: Buffer.from('%PDF-1.7 笔录'), name: 'record.pdf' }],
      ['药盒', null],
    ] as const) {
      const told = { matterId: 'M1', division, kind: 'document', title, source: '甲医院', place: '柜一' } as const
      const made = await collectPiece(desk, inName('keeper'), { ...told, file, reason: '现场检查' })
      assert.ok(made.ok)
      codes.push(made.value.code)
    }
    const approve = { for: 'check-out', until: isoDate('2023-11-20'), borrower: 'wang.wu' } as const
    const approval = { code: codes[0] ?? '', act: 'approve', reason: '复核', details: approve } as const
    await actOnPiece(desk, inName('leader'), approval)
    const statement = await evidenceFiles(desk).keep(Buffer.from('情况说明'), '说明.txt', 'office')
    const matters: MatterFile = {
      matter: async (matterId) => ({
        matterId,
        title: { zh: '重复收费', en: 'charged twice' },
        state: 'decided',
        providerCode: 'H33020000001',
        division,
        events: [
          { number: 1, act: 'open', actor: 'system', at: source.now(), reason: null, evidence: [codes[0] ?? ''] },
          { number: 2, act: 'answer', actor: 'office', at: source.now(), reason: '说明', evidence: [statement.sm3] },
        ],
      }),
    }
    const whole = { ...desk, matters, maker: caseFileMaker(signer) }
    const made = await exportCase(whole, inName('keeper'), 'M1')
    assert.ok(made.ok, JSON.stringify(made))
    await work({ archive: Buffer.from(made.value.archive), digest: made.value.digest }, whole, codes, database.pool)
  })
}

/** The archive unpacked into a folder of its own. */
async function unpacked(archive: Buffer, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join('/tmp', 'yibao-case-'))
  try {
    for (const { name, content } of readArchive(archive)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), content)
    }
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The stand-alone verifier as anybody runs it: nothing of this platform is in reach. */
const alone = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { env: {}, cwd: '/tmp', encoding: 'utf8' })

const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  return changed
}

test('a case file is whole, and its own verifier says so; the digest stands in the log', () =>
  withCaseFile(async ({ archive, digest }, _desk, codes, pool) => {
    const told = verifyArchive(archive, digest)
    assert.deepEqual(told.faults, [])
    assert.deepEqual([told.pieces, told.publicKey], [3, key.publicKey])
    const names = readArchive(archive).map(({ name }) => name)
    assert.ok(names.includes('case.pdf') && names.includes(`files/${codes[0]}.csv`) && names.includes('verify.mjs'))
    assert.equal(names.filter((name) => name.startsWith('files/')).length, 3)
    await unpacked(archive, async (folder) => {
      const run = alone(join(folder, 'verify.mjs'), '--digest', digest)
      assert.equal(run.status, 0, run.stderr)
      assert.match(run.stdout, /案卷完整[\s\S]*3 件证据/)
      await writeFile(join(folder, 'more.txt'), 'x')
      assert.match(alone(join(folder, 'verify.mjs')).stderr, /more\.txt: added/)
    })
    const log = await operationLogStore(pool).find({ ...everyOperation, action: 'evidence.export' }, null, 10)
    assert.deepEqual(
      log.map(({ target, details }) => [target, 'digest' in details && details.digest]),
      [['M1', digest]],
    )
  }))

test('one changed byte is found, wherever it is: in a file, the list, a chain, the paper, the signature, around the files', () =>
  withCaseFile(async ({ archive, digest }) => {
    const entries = readArchive(archive)
    for (const [index, { name, content }] of entries.entries()) {
      const steps = name === 'signature.json' ? 40 : 12
      for (let step = 0; step < steps; step += 1) {
        const at = Math.floor((content.length * step) / steps)
        const changed: readonly CaseEntry[] = entries.map((one, place) =>
          place === index ? { name, content: flipped(content, at) } : one,
        )
        const { faults } = verifyCaseFile(changed)
        assert.notDeepEqual(faults, [], `${name} byte ${at}`)
        if (name !== 'manifest.json')
          assert.ok(
            faults.some(({ path }) => path === name),
            `${name} byte ${at}`,
          )
      }
      const without = entries.filter((_, place) => place !== index)
      assert.ok(
        verifyCaseFile(without).faults.some(({ path }) => path === name),
        `without ${name}`,
      )
    }
    for (let step = 0; step < 200; step += 1) {
      const at = archive.length - 1 - Math.floor((archive.length * step) / 200)
      assert.notDeepEqual(verifyArchive(flipped(archive, at), digest).faults, [], `archive byte ${at}`)
    }
    // Every byte of the directory of the archive, in which no file lies.
    const start = archive.readUInt32LE(archive.length - 6)
    for (let at = start; at < archive.length; at += 7) {
      assert.notDeepEqual(verifyArchive(flipped(archive, at)).faults, [], `directory byte ${at}`)
    }
    assert.notDeepEqual(verifyArchive(Buffer.concat([archive, Buffer.of(0)])).faults, [])
    assert.notDeepEqual(verifyArchive(archive.subarray(1)).faults, [])
    for (const manifest of ['[]', 'null', '{"format":"openyibao-case-file/1","files":[null],"pieces":[null]}']) {
      const content = Buffer.from(writtenJson(JSON.parse(manifest)))
      const odd = entries.map((one) => (one.name === 'manifest.json' ? { name: one.name, content } : one))
      assert.notDeepEqual(verifyCaseFile(odd).faults, [], manifest)
    }
  }))

test('the stand-alone verifier names what was changed in the folder and in the archive', () =>
  withCaseFile(async ({ archive, digest }, _desk, codes) => {
    await unpacked(archive, async (folder) => {
      const verifier = join(folder, 'verify.mjs')
      const path = `files/${codes[1]}.pdf`
      const content = await readFile(join(folder, path))
      await writeFile(join(folder, path), flipped(content, 5))
      const run = alone(verifier)
      assert.equal(run.status, 1)
      assert.match(run.stderr, new RegExp(`不符 ${path}: changed`))
      await writeFile(join(folder, path), content)
      const chain = await readFile(join(folder, 'chain.json'), 'utf8')
      await writeFile(join(folder, 'chain.json'), chain.replace('复核', '复查'))
      assert.match(alone(verifier).stderr, new RegExp(`chain of ${codes[0]}, event 2`))
      await writeFile(join(folder, 'chain.json'), chain)
      assert.equal(alone(verifier).status, 0)
      const zip = join(folder, 'case.zip')
      await writeFile(zip, flipped(archive, archive.length - 30))
      assert.equal(alone(verifier, zip).status, 1)
      await writeFile(zip, archive)
      assert.equal(alone(verifier, zip, '--digest', digest).status, 0)
      assert.match(alone(verifier, zip, '--digest', 'ab'.repeat(32)).stderr, /not the case file of this digest/)
      assert.equal(alone(verifier, zip, '--digest', 'ab').status, 2)
      assert.equal(alone(verifier, '/no-such').status, 2)
    })
  }))

test('a case file that was made anew as a whole is found by the digest that was told, and by the key', () =>
  withCaseFile(async ({ archive, digest }) => {
    const forger = localCrypto.newSm2KeyPair()
    const entries = readArchive(archive).map(({ name, content }) =>
      name === 'README.txt' ? { name, content: Buffer.from('forged') } : { name, content },
    )
    const manifest = JSON.parse(entries[0]?.content.toString('utf8') ?? '')
    for (const file of manifest.files) {
      const content = entries.find(({ name }) => name === file.path)?.content ?? Buffer.of()
      Object.assign(file, { size: content.length, sm3: sm3(content) })
    }
    const text = writtenJson(manifest)
    const value = await localCrypto.sm2Signer(forger).sign(text)
    const signature = { algorithm: 'SM2 with SM3', publicKey: forger.publicKey, value }
    const forged = writeArchive([
      { name: 'manifest.json', content: Buffer.from(text) },
      { name: 'signature.json', content: Buffer.from(writtenJson(signature)) },
      ...entries.slice(2),
    ])
    const told = verifyArchive(forged)
    assert.deepEqual([told.faults, told.publicKey], [[], forger.publicKey])
    assert.deepEqual(
      verifyArchive(forged, digest).faults.map(({ what }) => what),
      ['not the case file of this digest'],
    )
  }))

test('a hostile archive is refused soon: entries that share bytes, names that lead out or paint the terminal, links', () =>
  withCaseFile(async ({ archive }) => {
    const [first] = readArchive(archive)
    assert.ok(first !== undefined)
    // A directory that names one entry sixty thousand times would be read, and written again, as terabytes.
    const one = writeArchive([first])
    const start = one.readUInt32LE(one.length - 6)
    const [entry, end] = [one.subarray(start, one.length - 22), Buffer.from(one.subarray(one.length - 22))]
    end.writeUInt16LE(60_000, 8)
    end.writeUInt16LE(60_000, 10)
    const bomb = Buffer.concat([one.subarray(0, start), ...Array.from({ length: 60_000 }, () => entry), end])
    assert.match(verifyArchive(bomb).faults[0]?.what ?? '', /one behind the other/)
    const named = (name: string) => verifyCaseFile([...readArchive(archive), { name, content: Buffer.from('x') }])
    for (const name of ['../out', '/etc/passwd', 'files/../../out', 'C:\\out', 'files/a/b', '.hidden']) {
      assert.ok(
        named(name).faults.some(({ what }) => what === 'not a name of ours'),
        name,
      )
    }
    const label = Buffer.from('files/\xff', 'latin1')
    const garbled = writeArchive([{ name: 'files/x', content: Buffer.from('x') }])
    for (let at = garbled.indexOf('files/x'); at >= 0; at = garbled.indexOf('files/x')) label.copy(garbled, at)
    assert.match(verifyArchive(garbled).faults[0]?.what ?? '', /no UTF-8/)
    await unpacked(archive, async (folder) => {
      const zip = join(folder, '..', `${basename(folder)}.zip`)
      await writeFile(zip, writeArchive([...readArchive(archive), { name: '\u001b[2J\nwhole', content: Buffer.of(1) }]))
      const painted = alone(join(folder, 'verify.mjs'), zip)
      await rm(zip)
      assert.equal(painted.status, 1)
      assert.doesNotMatch(painted.stderr, /\p{Cf}|[^\P{Cc}\n]|^whole/mu)
      await rm(join(folder, 'README.txt'))
      await symlink('/etc/hostname', join(folder, 'README.txt'))
      assert.match(alone(join(folder, 'verify.mjs')).stderr, /README.txt: changed/)
    })
  }))

test('a case file that would not fit in memory is refused before anything of it is loaded', () =>
  withCaseFile(async (_made, desk) => {
    const huge = { ...desk.store, content: () => Promise.reject(new Error('loaded')) }
    const pieces: typeof desk.store.pieces = async (filter) =>
      (await desk.store.pieces(filter)).map((piece) =>
        piece.content === null ? piece : { ...piece, content: { ...piece.content, size: 2 ** 30 } },
      )
    const made = await exportCase({ ...desk, store: { ...huge, pieces } }, inName('keeper'), 'M1')
    assert.equal(made.ok ? '' : made.error.code, 'evidence.file-too-large')
  }))

test('what does not hold any more is not exported, nor what nobody may see, nor nothing', () =>
  withCaseFile(async (_made, desk, _codes, pool) => {
    await pool.query(`alter table evidence_content disable trigger user;
      update evidence_content set content = content || '\\x20' where type = 'application/pdf'`)
    const changed = await exportCase(desk, inName('keeper'), 'M1')
    assert.equal(changed.ok ? '' : changed.error.code, 'evidence.content-changed')
    const stranger = await exportCase(desk, inName('nobody'), 'M1')
    assert.equal(stranger.ok ? '' : stranger.error.code, 'evidence.no-right')
    const nothing = await exportCase({ ...desk, matters: matterFile(pool) }, inName('keeper'), 'M2')
    assert.equal(nothing.ok ? '' : nothing.error.code, 'evidence.nothing-to-export')
  }))

test('the road of a piece on the command line, from its collection to a case file that is caught changed', () =>
  withTestDatabase(async (database) => {
    await account(database, 'keeper', region('evidence-keeper', '990000'))
    await account(database, 'leader', region('leader', '990000'))
    const folder = await mkdtemp(join('/tmp', 'yibao-evidence-'))
    try {
      const bill = join(folder, 'bill.csv')
      await writeFile(bill, '编号,金额\n1,120.00\n')
      const run = (...args: readonly string[]) => yibao(database.url, 'evidence', ...args, '--data-dir', folder)
      const told = [
        '--title',
        '收费清单',
        '--division',
        '990270',
        '--source',
        '甲医院',
        '--place',
        '柜一',
        '--matter',
        'M1',
      ]
      const by = (userId: string) => ['--user', userId, '--reason', '办案']
      const collected = await run('collect', bill, ...told, ...by('keeper'), '--json')
      assert.equal(collected.code, 0, collected.errors)
      const { code } = JSON.parse(collected.out).piece
      const loan = ['--to', 'wang.wu', '--due', '2999-12-31']
      const without = await run('check-out', code, ...loan, ...by('keeper'))
      assert.equal(without.code, 1)
      assert.match(without.errors, /未经审批不得借出[\s\S]*evidence\.no-approval/)
      assert.match((await run('alarms')).out, new RegExp(`${code}  check-out  keeper  evidence.no-approval`))
      const approve = ['--for', 'check-out', '--to', 'wang.wu', '--until', '2999-12-31']
      assert.equal((await run('approve', code, ...approve, ...by('leader'))).code, 0)
      assert.match((await run('check-out', code, ...loan, ...by('keeper'))).out, /借出 out/)
      assert.equal((await run('return', code, '--place', '柜二', ...by('keeper'))).code, 0)
      assert.match((await run('verify')).out, /全部相符/)
      const zip = join(folder, 'case.zip')
      const made = await run('export', '--matter', 'M1', '--out', zip, '--user', 'keeper', '--json')
      assert.equal(made.code, 0, made.errors)
      const { digest } = JSON.parse(made.out)
      assert.match((await run('exports')).out, new RegExp(digest))
      const check = (...args: readonly string[]) => yibao(database.url, 'evidence', 'check', ...args)
      assert.equal((await check(zip, '--digest', digest)).code, 0)
      const key = (await yibao(database.url, 'centre', 'key', '--data-dir', folder)).out.trim()
      assert.equal((await check(zip, '--key', key)).code, 0)
      assert.match((await check(zip, '--key', signer.publicKey)).out, /signed with another key/)
      await writeFile(zip, flipped(await readFile(zip), 3_000))
      const caught = await check(zip, '--digest', digest, '--json')
      assert.equal(caught.code, 1)
      assert.equal(JSON.parse(caught.out).whole, false)
      assert.equal((await run('show', code)).code, 0)
      assert.match((await run('show', 'E2023-000001-0')).errors, /校验位/)
      const missing = await run('stock-take', '--place', '柜二', '--division', '990270', '--user', 'keeper')
      assert.equal(missing.code, 1)
      assert.match(missing.out, new RegExp(`缺失 missing 1  ${code}`))
      assert.match((await run('list', '--state', 'lost')).out, new RegExp(code))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }))
