import { writeFile } from 'node:fs/promises'
import { capitationColumns } from './capitation-file.ts'
import { catalogueColumns } from './catalogue-items-file.ts'
import { creditColumns } from './credits-file.ts'
import { familyColumns } from './family-file.ts'
import { institutionColumns } from './institutions-file.ts'
import { memberColumns } from './members-layout.ts'
import { newWorkbook } from './new-workbook.ts'
import { departmentColumns, practitionerColumns } from './registers-layout.ts'

export const templateKinds = [
  'members',
  'institutions',
  'departments',
  'practitioners',
  'family',
  'credits',
  'capitation',
  'catalogue',
] as const
export type TemplateKind = (typeof templateKinds)[number]

interface TemplateColumn {
  readonly chinese: string
  readonly name: string
  readonly required: boolean
  readonly example: string
  readonly note: string
}

/** Example and explanation of each column; the people are generated, division 990000 is assigned to nobody. */
const examples: Readonly<Record<TemplateKind, Readonly<Record<string, readonly [example: string, note: string]>>>> = {
  members: {
    psn_no: ['99010000000000000001', '全区唯一的人员编号，字母或数字，最多 30 位'],
    name: ['测试一', ''],
    certificate_type: ['01', '国家代码 psn_cert_type；留空即 01 居民身份证'],
    certificate_number: ['990000198001010012', '身份证校验位会核对'],
    gender: ['男', '1 男、2 女；身份证可留空'],
    birth: ['1980-01-01', '身份证可留空'],
    scheme: ['310', '310 职工、390 居民'],
    person_type: ['1101', '国家代码 psn_type，如 1101 在职、1201 退休、1403 学生、1501 成年居民、1601 老年居民'],
    division: ['990100', '六位区划代码'],
    valid_from: ['2023-01-01', '参保第一天'],
    valid_until: ['', '停保的第一天（该日起不再享受）；长期参保留空'],
    civil_servant: ['否', '是、否；留空即否'],
    consecutive_years: ['5', '整数年；留空即 0'],
    employer: ['示例单位', ''],
    account_balance: ['1000.00', '首次导入的个人账户余额（元）；已在库人员留空，导入不会改余额'],
    card_number: ['', '社会保障卡号；留空则不改。电子凭证在本平台为 EC 加人员编号'],
  },
  institutions: {
    provider_code: ['H99010000001', '12 位字母或数字'],
    name: ['示例市第一医院', ''],
    kind: ['医院', '医院、社区、乡镇、诊所、药店'],
    level_code: ['02', '国家代码 hosp_lv：01-04、12 三级，05-07、13 二级，08-10、14 一级，11 无等级；药店、诊所可留空'],
    division: ['990100', '六位区划代码'],
    valid_from: ['2023-01-01', '协议第一天'],
    valid_until: ['', '协议终止的第一天；长期有效留空'],
    credit_code: ['', '18 位；1201 查询时给出，留空则不改'],
  },
  departments: {
    provider_code: ['H99010000001', '须已登记的机构'],
    hosp_dept_codg: ['A02', '机构内的科室编码'],
    hosp_dept_name: ['全科医疗科', ''],
    caty: ['A02', '国家科别代码 caty'],
    valid_from: ['2023-01-01', '第一天'],
    valid_until: ['', '停用的第一天；仍在用则留空'],
    dept_resper_name: ['测试一', ''],
    dept_resper_tel: ['0000-0000000', ''],
    dept_estbdat: ['2010-01-01', '可留空'],
    aprv_bed_cnt: ['30', '整数，可留空'],
  },
  practitioners: {
    provider_code: ['H99010000001', '须已登记的机构'],
    prac_psn_code: ['D990100000001', '国家医保医师、护士、药师代码'],
    name: ['测试一', ''],
    prac_psn_type: ['1', '国家代码 prac_psn_type'],
    certificate_type: ['01', '留空即 01 居民身份证'],
    certificate_number: ['990000198001010012', '身份证校验位会核对'],
    hi_dr_flag: ['1', '1 是、0 否'],
    valid_from: ['2023-01-01', '第一天'],
    valid_until: ['', '离开的第一天；仍在岗则留空'],
  },
  catalogue: {
    code: ['XJ01CAA040A001010100001', '国家编码；同一编码可有日期不重叠的多行'],
    name: ['阿莫西林胶囊', ''],
    class: ['乙', '甲、乙、丙'],
    pre_coinsurance: ['10%', '先行自付比例；由地区政策规定则留空'],
    restricted: ['否', '是、否'],
    restriction: ['', '限制使用时必填'],
    charge_type: ['09', '国家代码 med_chrgitm_type：08 材料，09 西药，10 中药饮片，11 中成药，其余为诊疗项目'],
    form: ['胶囊剂', ''],
    unit: ['盒', '计价单位'],
    ceiling_tertiary: ['12.50', '三级机构限价（元）；无限价则留空'],
    ceiling_secondary: ['', ''],
    ceiling_primary: ['', ''],
    reference_price: ['12.50', '参考价（元），只供显示'],
    from: ['2025-01-01', '生效第一天；晚于同编码旧行时，旧行自动截止于此日'],
    until: ['', '失效的第一天；长期有效留空'],
    source: ['示例发〔2024〕1号', '文件依据'],
  },
  family: {
    psn_no: ['99010000000000000002', '可以使用账户的人；须已导入'],
    owner_psn_no: ['99010000000000000001', '出让账户的人；须已导入'],
    relation: ['子女', '配偶、父母、子女、兄弟姐妹、祖父母、孙子女'],
    valid_from: ['2024-01-01', '授权第一天'],
    valid_until: ['', '授权终止的第一天；长期有效留空'],
    yearly_limit: ['', '此人每年度最多使用的金额（元）；不限则留空'],
  },
  credits: {
    psn_no: ['99010000000000000001', '职工医保参保人；须已导入'],
    period: ['2026-01', '划入所属的年 2026 或月 2026-01；每人每期只划入一次'],
    amount: ['250.00', '划入金额（元），大于零'],
  },
  capitation: {
    psn_no: ['99010000000000000001', '签约人员；须已导入'],
    provider_code: ['H99010000001', '签约机构；须已导入'],
    division: ['990100', '六位区划代码，其基金支付人头费'],
    scheme: ['390', '310 职工、390 居民'],
    valid_from: ['2025-01-01', '签约第一天；每月人数按该月 1 日'],
    valid_until: ['', '签约终止的第一天；长期有效留空。换签：先写一行结束旧签约，再写新签约'],
  },
}

function columnsOf(kind: TemplateKind): readonly TemplateColumn[] {
  const columns = {
    members: memberColumns,
    institutions: institutionColumns,
    departments: departmentColumns,
    practitioners: practitionerColumns,
    catalogue: catalogueColumns,
    family: familyColumns,
    credits: creditColumns,
    capitation: capitationColumns,
  }[kind]
  return columns.map((column) => {
    const [example, note] = examples[kind][column.name] ?? ['', '']
    return { ...column, example, note }
  })
}

/**
 * Writes an empty list with its header and one example row: a workbook with a sheet of notes (`.xlsx`), or plain CSV.
 *
 * @throws the file system's error when the file exists or cannot be written
 */
export async function writeTemplate(kind: TemplateKind, path: string): Promise<void> {
  const columns = columnsOf(kind)
  await writeFile(path, path.toLowerCase().endsWith('.xlsx') ? await workbookOf(columns) : csvOf(columns), {
    flag: 'wx',
  })
}

/** The mark tells Excel that the file is UTF-8. */
function csvOf(columns: readonly TemplateColumn[]): string {
  const rows = [columns.map(({ chinese }) => chinese), columns.map(({ example }) => example)]
  return `\uFEFF${rows.map((row) => `${row.join(',')}\r\n`).join('')}`
}

/** The same as a workbook in memory. */
export const templateWorkbook = (kind: TemplateKind): Promise<Uint8Array> => workbookOf(columnsOf(kind))

async function workbookOf(columns: readonly TemplateColumn[]): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const list = workbook.addWorksheet('名单', { views: [{ state: 'frozen', ySplit: 1 }] })
  list.addRow(columns.map(({ chinese, required }) => (required ? `${chinese} *` : chinese)))
  list.addRow(columns.map(({ example }) => example))
  list.getRow(1).font = { bold: true }
  for (const [index] of columns.entries()) {
    const column = list.getColumn(index + 1)
    column.width = 20
    // As text, so that long numbers and leading zeros stay what was typed.
    column.numFmt = '@'
  }
  const notes = workbook.addWorksheet('说明 Notes')
  notes.addRow(['列', 'Column', '必填 Required', '说明 Note'])
  for (const { chinese, name, required, note } of columns) {
    notes.addRow([chinese, name, required ? '是 yes' : '否 no', note])
  }
  notes.addRow([])
  notes.addRow(['请删除示例行后填写；只读取第一张表。Delete the example row; only the first sheet is read.'])
  notes.getRow(1).font = { bold: true }
  for (const [index, width] of [16, 20, 14, 90].entries()) notes.getColumn(index + 1).width = width
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
