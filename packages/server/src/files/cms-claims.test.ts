import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { isoDate } from '@yibao/core/kernel'
import { readClaims, readPeople } from './cms-claims.ts'
import { claimsFolder } from './cms-claims-folder.ts'
import { readTruthClaims, readTruthProviders } from './cms-claims-truth.ts'

const head =
  'DESYNPUF_ID,CLM_ID,SEGMENT,CLM_FROM_DT,CLM_THRU_DT,PRVDR_NUM,CLM_PMT_AMT,AT_PHYSN_NPI,ICD9_DGNS_CD_1,ICD9_DGNS_CD_2'
const nobody = new Map()

describe('claims in the public CMS layout', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cms-'))
  })
  after(() => rm(folder, { recursive: true }))

  const file = async (name: string, ...lines: readonly string[]): Promise<string> => {
    const path = join(folder, name)
    const text = `${lines.join('\n')}\n`
    await writeFile(path, name.endsWith('.gz') ? gzipSync(text) : text)
    return path
  }
  const claims = (...lines: readonly string[]) => file('claims.csv', head, ...lines)
  const refused = (path: string, words: RegExp) => assert.rejects(readClaims(path, nobody), words)

  it('become stays: dates, hundredths of a dollar, state of the hospital, codes in their order', async () => {
    const path = await file('claims.csv.gz', head, 'P1,C1,1,20080612,20080617,3603KM,6000.50,D1,51881,4019')
    const people = new Map([['P1', { diedOn: isoDate('2009-05-01'), state: '36' }]])
    assert.deepEqual(await readClaims(path, people), [
      {
        stayId: 'C1',
        personId: 'P1',
        providerCode: '3603KM',
        place: '36',
        doctor: 'D1',
        department: null,
        from: '2008-06-12',
        until: '2008-06-17',
        amount: 600_050,
        paid: 600_050,
        diagnoses: ['51881', '4019'],
        operations: [],
        group: null,
        diedOn: '2009-05-01',
        homePlace: '36',
      },
    ])
  })
  it('are one stay each: a further segment, which has no dates, adds none', async () => {
    const path = await claims('P1,C1,1,20080612,20080617,3603KM,1,,51881,', 'P1,C1,2,,,0720NB,2,,,')
    assert.equal((await readClaims(path, nobody)).length, 1)
  })
  it('are refused with file, line and cure', async () => {
    await refused(await claims('P1,C1,1,20080612,20080630x,H,1,,5,'), /claims\.csv:2: CLM_THRU_DT 20080630x .*不是日期/)
    await refused(await claims('P1,C1,1,20080230,20080301,H,1,,5,'), /:2: CLM_FROM_DT/)
    await refused(await claims('P1,C1,1,20080612,20080611,H,1,,5,'), /:2: CLM_THRU_DT .*before the first day/)
    await refused(await claims('P1,C1,1,20080612,20080612,H,one,,5,'), /:2: CLM_PMT_AMT one/)
    await refused(await claims('P1,C1,1,20080612,20080612,,1,,5,'), /:2: PRVDR_NUM/)
  })
  it('are refused when a claim stands twice, all faults at once', async () => {
    const row = 'P1,C1,1,20080612,20080612,H,1,,5,'
    await refused(await claims(row, row, row), /2 处有误[\s\S]*:3: CLM_ID C1[\s\S]*:4: CLM_ID C1/)
  })
  it('are refused without a column that is needed', async () => {
    await refused(await file('claims.csv', 'DESYNPUF_ID,CLM_ID'), /缺少列/)
  })
  it('know deaths from any of the years', async () => {
    const one = await file('beneficiary_2008.csv', 'DESYNPUF_ID,BENE_DEATH_DT,SP_STATE_CODE', 'P1,,36', 'P2,20080301,5')
    const other = await file('beneficiary_2009.csv', 'DESYNPUF_ID,BENE_DEATH_DT', 'P1,20090501')
    const people = await readPeople([one, other])
    assert.deepEqual(people.get('P1'), { diedOn: '2009-05-01', state: '36' })
    assert.deepEqual(people.get('P2'), { diedOn: '2008-03-01', state: '5' })
  })
  it('have truth with natural hits apart, and unknown patterns are refused', async () => {
    const path = await file('truth_claims.csv', 'CLM_ID,PATTERN,GROUP', 'C1,RING,r1', 'C2,NATURAL_OVERLAP_STAY,')
    assert.deepEqual(await readTruthClaims(path), [
      { id: 'C1', pattern: 'card-ring', natural: false, group: 'r1' },
      { id: 'C2', pattern: 'overlapping-stay', natural: true, group: 'C2' },
    ])
    await assert.rejects(readTruthClaims(await file('t.csv', 'CLM_ID,PATTERN', 'C1,RINGS')), /t\.csv:2: PATTERN RINGS/)
    await assert.rejects(readTruthProviders(await file('p.csv', 'PRVDR_NUM,PATTERN', ',RING')), /p\.csv:2: PRVDR_NUM/)
  })
  it('are found with people beside them, and their lack is told', async () => {
    const [own, beside] = [join(folder, 'here', 'data'), join(folder, 'here', 'cms-desynpuf')]
    await mkdir(own, { recursive: true })
    await mkdir(beside)
    await assert.rejects(claimsFolder(own), /没有 claims\.csv/)
    await writeFile(join(own, 'inpatient_claims.csv'), head)
    assert.deepEqual((await claimsFolder(own)).beneficiaries, [])
    await writeFile(join(beside, 'beneficiary_2010.csv'), 'DESYNPUF_ID')
    assert.deepEqual(await claimsFolder(own), {
      claims: join(own, 'inpatient_claims.csv'),
      truthClaims: null,
      truthProviders: null,
      beneficiaries: [join(beside, 'beneficiary_2010.csv')],
    })
    await assert.rejects(claimsFolder(own, own), /没有 beneficiary_/)
  })
})
