import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { importDesk, problemLine } from './import-output.ts'

const problem = {
  line: 12,
  column: '证件号码',
  value: '990000198001010013',
  what: '校验位不对 (check digit is wrong)',
  cure: '请核对身份证号',
}

test('a problem names line and column, and shortens what says who somebody is', () => {
  assert.equal(problemLine(problem), '第 12 行 证件号码 9900…13：校验位不对 (check digit is wrong). 请核对身份证号')
  assert.equal(problemLine({ ...problem, column: '姓名 *', value: '张三' }).includes('张三'), false)
  assert.equal(problemLine({ ...problem, column: '险种', value: '999' }).includes('险种 999'), true)
})

test('twenty problems are shown and all are written, none of them as a formula, for the owner only', async () => {
  const folder = await mkdtemp('/tmp/yibao-problems-')
  try {
    const path = join(folder, 'problems.csv')
    const desk = importDesk(path)
    for (let line = 2; line < 32; line += 1) desk.listener.problem('m.csv', { ...problem, line, value: '=1+1,"x"' })
    await desk.finish()
    assert.deepEqual([desk.shown.length, desk.problems], [20, 30])
    const lines = (await readFile(path, 'utf8')).trim().split('\r\n')
    assert.equal(lines.length, 31)
    assert.match(lines[1] ?? '', /^problem,m\.csv,2,证件号码,"'=1\+1,""x""",/)
    assert.equal((await stat(path)).mode & 0o777, 0o600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a file of problems that cannot be made fails the import at its end', async () => {
  await assert.rejects(importDesk('/nonexistent/problems.csv').finish(), /ENOENT/)
})
