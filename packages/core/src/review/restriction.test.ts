import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainRestriction } from './restriction.ts'

const reads = (text: string, sex: string | null, age: string | null) =>
  assert.deepEqual(plainRestriction(text), { sex, age }, text)

test('a plain sentence says for whom an item is', () => {
  reads('限儿童检查、操作前的镇静、催眠。', null, 'child')
  reads('限新生儿呼吸窘迫综合征', null, 'newborn')
  reads('限血糖控制不佳的成人2型糖尿病患者。', null, 'adult')
  reads('限成人复发型多发性硬化(RMS)。', null, 'adult')
  reads('限绝经后女性骨质疏松症。', 'female', null)
  reads('限男性迟发性性腺功能减退', 'male', null)
})

test('a text with several cases, other ages or both sexes says nothing plainly', () => {
  reads('限有活动性乙型肝炎的明确诊断及检验证据或母婴乙肝传播阻断。', null, null)
  reads('限：1.成人术前镇静/抗焦虑；2.2-6周岁儿童全麻手术前的镇静/抗焦虑。', null, null)
  reads('限成人和6岁及以上儿童慢性免疫性血小板减少症患者', null, null)
  reads('限成人和儿童', null, null)
  reads('限男性及女性不育', null, null)
  reads('限原发性免疫球蛋白缺乏、新生儿败血症、川崎病', null, null)
  reads('限婴幼儿', null, null)
  reads('', null, null)
  reads('儿童用药', null, null)
})
