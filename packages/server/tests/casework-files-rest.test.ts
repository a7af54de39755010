import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '@yibao/contract/rest'
import { openBureau } from './support/casework.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, otherHospital } from './support/world.ts'

const statement = Buffer.from('两次收费为两次不同检查，附报告单。').toString('base64')

test('an institution hands in a file with its answer and prints the notice; nobody else sees either', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      const lead = await colleague(world, region('supervision-lead'))
      const first = await colleague(world, region('auditor'))
      const office = await colleague(world, institution('institution-office', hospital.providerCode))
      const other = await colleague(world, institution('institution-office', otherHospital.providerCode))
      const { matterId } = await (await openBureau(database)).take()
      const act = async ({ client }: Colleague, order: Omit<Input<'matters.act'>, 'matterId' | 'version'>) => {
        const { version } = await answered(lead.client.call('matters.get', { matterId }))
        return answered(client.call('matters.act', { matterId, version, reason: '核查', ...order }))
      }
      const keep = ({ client }: Colleague, filename = '陈述.txt', content = statement) =>
        client.call('files.keep', { matterId, filename, content })

      await act(lead, { act: 'assign', assignee: first.userId })
      assert.equal(await codeOf(keep(office)), '404 casework.unknown-matter', 'nobody was told of it yet')
      const internal = await answered(keep(first, '内部意见.txt', Buffer.from('拟告知').toString('base64')))
      await act(first, { act: 'notify', evidence: [internal.reference] })

      const { sm3, reference } = await answered(keep(office))
      const read = ({ client }: Colleague, digest: string) => client.call('files.get', { matterId, sm3: digest })
      assert.equal(await codeOf(read(lead, sm3)), '404 evidence.unknown-file', 'no act stands on it yet')
      await act(office, { act: 'answer', evidence: [reference] })
      const { content } = await answered(read(lead, sm3))
      assert.deepEqual(Buffer.from(content).toString('base64'), statement)
      assert.equal(await codeOf(read(other, sm3)), '404 casework.unknown-matter')

      const paper = ({ client }: Colleague, number: number) => client.call('files.paper', { matterId, number })
      const [notice] = (await answered(office.client.call('matters.documents', { matterId }))).rows
      assert.ok(notice !== undefined)
      const printed = await answered(paper(office, notice.number))
      assert.equal(Buffer.from(printed.content).toString('latin1', 0, 5), '%PDF-')
      assert.equal(printed.filename, `${notice.documentNo}.pdf`)
      assert.equal(await codeOf(paper(office, notice.number + 1)), '404 casework.unknown-document')
      assert.equal(await codeOf(paper(other, notice.number)), '404 casework.unknown-matter')

      const script = Buffer.from('MZ\u0000\u0001').toString('base64')
      assert.equal(await codeOf(keep(office, 'a.exe', script)), '400 evidence.file-type')
      assert.equal(await codeOf(keep(office, '陈述.pdf')), '400 evidence.file-name')
      assert.equal(await codeOf(keep(office, '空.txt', '')), '400 evidence.file-empty')
      const large = 'A'.repeat(6 * 1024 * 1024)
      assert.equal(await codeOf(keep(office, '大.txt', large)), '413 rest.body-too-large')
      const kept = await database.pool.query('select count(*)::int as n from evidence_file')
      assert.deepEqual(kept.rows, [{ n: 2 }], 'what was refused left nothing')
    } finally {
      await world.close()
    }
  }))
