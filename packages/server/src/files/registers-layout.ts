import type { TableLayout } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = false) => ({ name, chinese, required })

/** Everything that a register only keeps and gives back goes under its national name. */
export const departmentColumns = [
  column('provider_code', '机构编码', true),
  column('hosp_dept_codg', '科室编码', true),
  column('hosp_dept_name', '科室名称', true),
  column('caty', '科别', true),
  column('valid_from', '有效开始', true),
  column('valid_until', '有效结束'),
  column('dept_resper_name', '负责人', true),
  column('dept_resper_tel', '负责人电话', true),
  column('dept_estbdat', '成立日期'),
  column('itro', '简介'),
  column('dept_med_serv_scp', '医疗服务范围'),
  column('aprv_bed_cnt', '批准床位数'),
  column('hi_crtf_bed_cnt', '医保认可床位数'),
  column('poolarea_no', '统筹区'),
  column('dr_psncnt', '医师人数'),
  column('phar_psncnt', '药师人数'),
  column('nurs_psncnt', '护士人数'),
  column('tecn_psncnt', '技师人数'),
  column('memo', '备注'),
] as const

export type DepartmentColumn = (typeof departmentColumns)[number]['name']

export const departmentLayout: TableLayout<DepartmentColumn> = {
  columns: departmentColumns,
  freePrefix: null,
  strangers: 'refuse',
}

export const practitionerColumns = [
  column('provider_code', '机构编码', true),
  column('prac_psn_code', '执业人员代码', true),
  column('name', '姓名', true),
  column('prac_psn_type', '执业人员分类', true),
  column('certificate_type', '证件类型'),
  column('certificate_number', '证件号码', true),
  column('hi_dr_flag', '医保医师', true),
  column('valid_from', '有效开始', true),
  column('valid_until', '有效结束'),
  column('prac_psn_no', '自编号'),
  column('prac_psn_cert', '资格证书编码'),
  column('prac_cert_no', '执业证书编号'),
  column('chg_rea', '变更原因'),
] as const

export type PractitionerColumn = (typeof practitionerColumns)[number]['name']

export const practitionerLayout: TableLayout<PractitionerColumn> = {
  columns: practitionerColumns,
  freePrefix: null,
  strangers: 'refuse',
}
