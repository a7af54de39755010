import { isoDate } from '@yibao/core/kernel'
import { newPerson } from './support/people.ts'
import { refusalSuite } from './support/refusals.ts'
import {
  bronchoscopy,
  listInput,
  listQuery,
  plantCodes,
  pneumonia,
  settledStay,
  stateInput,
} from './support/settlement-list.ts'
import { stayCancelInput } from './support/stay.ts'
import { expectOk, settleInput, upload } from './support/visit.ts'
import type { PlantedPerson } from './support/world.ts'
import { type Envelope, hospital, items, otherHospital, type World } from './support/world.ts'

/** A settled stay and the upload of its list. */
const uploading =
  (head: Envelope, rows: Envelope = {}, who: Partial<PlantedPerson> = {}) =>
  async (world: World) => {
    await plantCodes(world)
    const till = world.till(hospital)
    const stay = await settledStay(world, till, who)
    return () => till.ask('4101A', stay.who, listInput(stay, head, rows))
  }

/** A list on file. */
async function onFile(world: World, head: Envelope = {}) {
  await plantCodes(world)
  const till = world.till(hospital)
  const stay = await settledStay(world, till)
  expectOk(await till.ask('4101A', stay.who, listInput(stay, head)))
  return { till, stay }
}

refusalSuite('settlement lists that are refused', (refuses) => {
  refuses('an unknown settlement', 'list.unknown-settlement', uploading({ setl_id: 'NONE' }), { says: /「NONE」/ })

  refuses('the settlement of another institution', 'list.other-providers-settlement', async (world) => {
    await plantCodes(world)
    const stay = await settledStay(world, world.till(hospital))
    return () => world.till(otherHospital).ask('4101A', stay.who, listInput(stay))
  })

  refuses('a visit that is not that of the settlement', 'list.visit-differs', uploading({ mdtrt_id: 'V' }))

  refuses('a settlement of outpatient care', 'list.not-inpatient', async (world) => {
    const till = world.till(hospital)
    const who = await newPerson(world)
    const bill = await upload(till, who, [{ code: items.whole.code, price: 10, quantity: 1 }])
    const settled = expectOk(await till.ask('2207', who, settleInput(bill))).output.setlinfo
    const { setl_id, mdtrt_id, psn_no } = settled
    return () => till.ask('4101A', who, { setlinfo: { setl_id, mdtrt_id, psn_no }, diseinfo: [pneumonia] })
  })

  refuses('the list of a cancelled settlement', 'list.settlement-undone', async (world) => {
    await plantCodes(world)
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    expectOk(await till.ask('2305', stay.who, stayCancelInput(stay.who, stay.settled)))
    return () => till.ask('4101A', stay.who, listInput(stay))
  })

  refuses('a submitted list', 'list.submitted', async (world) => {
    const { till, stay } = await onFile(world, { stas_type: '1' })
    return () => till.ask('4101A', stay.who, listInput(stay))
  })

  refuses('a state that is none', 'list.bad-state', uploading({ stas_type: '9' }), { says: /「9」/ })

  const wrong: readonly (readonly [string, RegExp, Envelope, Envelope?])[] = [
    ['no principal diagnosis', /主要诊断「0」应有且只有一个/, {}, { diseinfo: [{ ...pneumonia, maindiag_flag: '0' }] }],
    [
      'an unknown diagnosis',
      /诊断第1行「J18.9」不在医保版编码库/,
      {},
      { diseinfo: [{ ...pneumonia, diag_code: 'J18.9' }] },
    ],
    [
      'an unknown operation',
      /「99.9999」不在医保版编码库/,
      {},
      { oprninfo: [{ ...bronchoscopy, oprn_oprt_code: '99.9999' }] },
    ],
    ['two main operations', /主要手术操作「2」/, {}, { oprninfo: [bronchoscopy, bronchoscopy] }],
    ['a discharge before the admission', /出院时间「2023-11-05/, { dscg_time: '2023-11-05 08:00:00' }],
    [
      'an operation after the discharge',
      /早于2023-11-14/,
      {},
      { oprninfo: [{ ...bronchoscopy, oprn_oprt_endtime: '2023-11-14 08:00:00' }] },
    ],
    ['a ventilator time in hours', /呼吸机使用时长「37h」格式应为/, { vent_used_dura: '37h' }],
    ['a man with a caesarean delivery', /与性别（男）不符/, {}, { diseinfo: [{ ...pneumonia, diag_code: 'O82.000' }] }],
    [
      'a man whose uterus was removed',
      /手术操作第1行「68.4100」/,
      {},
      { oprninfo: [{ ...bronchoscopy, oprn_oprt_code: '68.4100' }] },
    ],
    ['an adult with a newborn diagnosis', /与入院年龄不符/, {}, { diseinfo: [{ ...pneumonia, diag_code: 'Z38.000' }] }],
    ['more nursing than days', /多于住院天数7/, { scd_nurscare_days: 30 }],
    ['a death without its time', /出院时间未填写/, { dscg_way: '5', dscg_time: null }],
    [
      'intensive care that ends before it begins',
      /重症监护退出时间第1行/,
      {},
      {
        icuinfo: {
          scs_cutd_ward_type: '1',
          scs_cutd_inpool_time: '2023-11-08 12:00:00',
          scs_cutd_exit_time: '2023-11-08 11:00:00',
          scs_cutd_sum_dura: '0/1/0',
        },
      },
    ],
  ]
  for (const [name, says, head, rows = {}] of wrong) {
    refuses(name, 'list.has-errors', uploading(head, rows), { says })
  }

  refuses(
    'a newborn of 33 grams',
    'list.has-errors',
    uploading({ nwb_bir_wt: 33, nwb_adm_wt: 3300 }, {}, { birth: isoDate('2023-11-01') }),
    { says: /新生儿出生体重「33」不是可能的体重/ },
  )

  refuses(
    'several errors are counted, the first three named',
    'list.has-errors',
    uploading(
      { vent_used_dura: 'x', pwcry_bfadm_coma_dura: 'y', pwcry_afadm_coma_dura: 'z' },
      { diseinfo: [{ ...pneumonia, maindiag_flag: '0' }] },
    ),
    { says: /共 4 处.*主要诊断.*呼吸机.*入院前昏迷/ },
  )

  refuses('the submission of a list that is not there', 'list.unknown', async (world) => {
    const till = world.till(hospital)
    const stay = await settledStay(world, till)
    return () => till.ask('4102', stay.who, stateInput(stay, '1'))
  })

  refuses('the submission of a list of another institution', 'list.other-providers-settlement', async (world) => {
    const { stay } = await onFile(world)
    return () => world.till(otherHospital).ask('4102', stay.who, stateInput(stay, '1'))
  })

  refuses('the withdrawal of a list that is only saved', 'list.state-unchanged', async (world) => {
    const { till, stay } = await onFile(world)
    return () => till.ask('4102', stay.who, stateInput(stay, '0'))
  })

  refuses('the same list twice in one message', 'list.named-twice', async (world) => {
    const { till, stay } = await onFile(world)
    const { data } = stateInput(stay, '1')
    return () => till.ask('4102', stay.who, { data: { stastinfo: [...data.stastinfo, ...data.stastinfo] } })
  })

  refuses('lists of two people in one message', 'list.several-people', async (world) => {
    const { till, stay } = await onFile(world)
    const { data } = stateInput(stay, '1')
    const [row] = data.stastinfo
    return () => till.ask('4102', stay.who, { data: { stastinfo: [row, { ...row, psn_no: 'X' }] } })
  })

  for (const infno of ['4103', '4104'] as const) {
    refuses(`${infno} of a list that is not there`, 'list.unknown', async (world) => {
      const till = world.till(hospital)
      const stay = await settledStay(world, till)
      return () => till.ask(infno, stay.who, listQuery(stay))
    })
    refuses(`${infno} of a list of another institution`, 'list.other-providers-settlement', async (world) => {
      const { stay } = await onFile(world)
      return () => world.till(otherHospital).ask(infno, stay.who, listQuery(stay))
    })
  }
})
