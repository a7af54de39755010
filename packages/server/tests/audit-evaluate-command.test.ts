import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const head = 'DESYNPUF_ID,CLM_ID,CLM_FROM_DT,CLM_THRU_DT,PRVDR_NUM,CLM_PMT_AMT,ICD9_DGNS_CD_1'
const rows = ['P1,C1,20080612,20080617,3603KM,6000.50,51881', 'P1,C2,20080612,20080617,3603KM,6000.50,51881']
const claims = `${[head, ...rows].join('\n')}\n`

let folder = ''
const file = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
const evaluate = (...more: readonly string[]) =>
  spawnSync(process.execPath, [main, 'audit', 'evaluate', '--data', `${folder}/`, '--json', ...more], {
    encoding: 'utf8',
  })

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-evaluate-'))
})
after(() => rm(folder, { recursive: true, force: true }))

test('a folder without truth and without people gives findings, and says what was not looked at', async () => {
  await file('claims.csv', claims)
  const { status, stdout, stderr } = evaluate()
  assert.equal(status, 0, stderr)
  const { claims: count, findings, patterns } = JSON.parse(stdout)
  assert.equal(count, 2)
  assert.deepEqual(
    findings.map(({ CLM_ID, PATTERN }: Record<string, string>) => [CLM_ID, PATTERN]),
    [
      ['C1', 'DUPLICATE'],
      ['C2', 'DUPLICATE'],
    ],
  )
  assert.ok(patterns.every((one: object) => !('recall' in one)))
  assert.match(stderr, /stays after death are not looked at/)
})

test('truth of claims that are not there is told, not passed over', async () => {
  await file('claims.csv', claims)
  await file('truth_claims.csv', 'CLM_ID,PATTERN\nC2,DUPLICATE\nC9,DUPLICATE\n')
  const { status, stdout, stderr } = evaluate()
  assert.equal(status, 0, stderr)
  const [duplicate] = JSON.parse(stdout).patterns
  assert.deepEqual([duplicate.pattern, duplicate.recall.value ?? duplicate.recall], ['DUPLICATE', 0.5])
  assert.match(stderr, /真值中有 1 行/)
  await rm(join(folder, 'truth_claims.csv'))
})

test('what cannot be read whole is refused with exit code 1, and nothing on standard output', async () => {
  await rm(join(folder, 'claims.csv'))
  await file('claims.csv.gz', gzipSync(claims).subarray(0, 60))
  const cut = evaluate()
  assert.deepEqual([cut.status, cut.stdout], [1, ''])
  assert.match(cut.stderr, /damaged gzip/)
  await file('claims.csv', claims.replace('CLM_PMT_AMT', 'AMOUNT'))
  const lacking = evaluate()
  assert.deepEqual([lacking.status, lacking.stdout], [1, ''])
  assert.match(lacking.stderr, /CLM_PMT_AMT/)
})
