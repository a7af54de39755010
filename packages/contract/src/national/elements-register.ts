import { code, date, integer, text } from './field.ts'

/**
 * The data elements of departments and practitioners.
 *
 * @source the field tables collected from the Hubei edition V1.2.02 and from public client models
 */
export const registerElements = {
  hosp_dept_codg: text('医院科室编码', 20),
  hosp_dept_name: text('医院科室名称', 100),
  itro: text('简介', 500),
  dept_resper_name: text('科室负责人姓名', 50),
  dept_resper_tel: text('科室负责人电话', 50),
  dept_med_serv_scp: text('科室医疗服务范围', 500),
  dept_estbdat: date('科室成立日期'),
  aprv_bed_cnt: integer('批准床位数量', 11),
  hi_crtf_bed_cnt: integer('医保认可床位数', 11),
  poolarea_no: text('统筹区', 6),
  dr_psncnt: integer('医师人数', 5),
  phar_psncnt: integer('药师人数', 5),
  nurs_psncnt: integer('护士人数', 5),
  tecn_psncnt: integer('技师人数', 5),
  prac_psn_type: text('执业人员分类', 6),
  prac_psn_name: text('执业人员姓名', 50),
  prac_psn_code: text('执业人员代码', 20),
  prac_psn_no: text('执业人员自编号', 20),
  prac_psn_cert: text('执业人员资格证书编码', 30),
  prac_cert_no: text('执业证书编号', 30),
  hi_dr_flag: code('医保医师标志', 3, 'yes_no'),
  chg_rea: text('变更原因', 200),
}
