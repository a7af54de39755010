import { fen } from '@yibao/core/kernel'
import type { message3101 } from '../3101.ts'
import type { message3102 } from '../3102.ts'
import type { message3103 } from '../3103.ts'
import { division, employee, hospital } from './people.ts'
import type { Sample } from './sample.ts'

const patn_id = employee.psn_no
const mdtrt_id = '990100000000000003'

const order = {
  rx_id: 'RX0001',
  rxno: 'RX0001',
  hilist_type: '101',
  hilist_code: 'XA02BCA212E001010101445',
  hilist_name: '示例注射剂',
  hosplist_code: 'L0009',
  hosplist_name: '示例注射剂',
  cnt: 2,
  pric: 35,
  sumamt: 70,
  drord_begn_date: '2025-03-03',
  drord_dr_codg: 'D990101000001',
  drord_dr_name: '测试医生',
  curr_drord_flag: '1',
}

const asked = (trig_scen: string) => ({
  data: {
    trig_scen,
    syscode: 'HIS',
    patient_dtos: [
      {
        patn_id,
        patn_name: employee.psn_name,
        gend: employee.gend,
        brdy: employee.brdy,
        poolarea: division,
        curr_mdtrt_id: mdtrt_id,
        fsi_encounter_dtos: [
          {
            mdtrt_id,
            medins_id: hospital.fixmedins_code,
            medins_name: hospital.fixmedins_name,
            medins_admdvs: division,
            medins_lv: '02',
            dr_codg: 'D990101000001',
            med_type: '11',
            insutype: '310',
            fsi_diagnose_dtos: [
              {
                dise_id: '1',
                inout_dise_type: '1',
                maindise_flag: '1',
                dias_srt_no: '1',
                dise_codg: 'K29.500',
                dise_name: '慢性胃炎',
                dise_date: '2025-03-03',
              },
            ],
            fsi_order_dtos: [order],
          },
        ],
      },
    ],
  },
})

const told = (resultId: string) => ({
  result: [
    {
      jr_id: resultId,
      rule_id: 'YB0107',
      rule_name: '限制使用',
      vola_cont:
        '「示例注射剂」「XA02BCA212E001010101445」限制使用项目，符合限定范围并经审批方可支付，涉及金额 70.00 元',
      patn_id,
      mdtrt_id,
      vola_amt: fen(70_00),
      vola_amt_stas: '1',
      sev_deg: '3',
      vola_evid: '限二线用药',
      vola_bhvr_type: null,
      task_id: null,
      judge_result_detail_dtos: [
        {
          jrd_id: `${resultId}-1`,
          patn_id,
          mdtrt_id,
          rx_id: order.rx_id,
          vola_item_type: null,
          vola_amt: fen(70_00),
        },
      ],
    },
  ],
})

const before = '5f2a0c6e1b7d4938a1c0e4f6b2d8973a'
const during = '0b9e5d7c3a1f4862b4d6f8e0a2c4917e'

export const sample3101: Sample<typeof message3101> = { input: asked('2'), output: told(before) }

export const sample3102: Sample<typeof message3102> = { input: asked('6'), output: told(during) }

/** The doctor goes on, and says why. */
export const sample3103: Sample<typeof message3103> = {
  input: {
    data: { warn_type: '1' },
    warns: [{ warn_rslt_id: before, dspo_way: '1', dspo_way_rea: '一线治疗无效，符合二线用药' }],
  },
  output: {},
}
