/** Chapters of the national list of service items, by the digits that begin a code. */
const chargeTypes: ReadonlyMap<string, string> = new Map([
  ['001101', '13'],
  ['001102', '02'],
  ['001103', '02'],
  ['001104', '05'],
  ['001107', '01'],
  ['001108', '01'],
  ['001109', '01'],
  ['001110', '02'],
  ['001201', '07'],
  ['0012', '05'],
  ['001306', '05'],
  ['001307', '05'],
  ['0021', '03'],
  ['0022', '03'],
  ['0023', '03'],
  ['0024', '05'],
  ['0025', '04'],
  ['0026', '04'],
  ['0027', '03'],
  ['0031', '05'],
  ['0032', '06'],
  ['0033', '06'],
  ['0034', '05'],
  ['0041', '05'],
  ['0042', '05'],
  ['0043', '05'],
  ['0044', '05'],
  ['0045', '05'],
  ['0046', '05'],
  ['0047', '05'],
])

const other = '14'

/**
 * The charge type (`med_chrgitm_type`) that the chapter of a service code suggests. A chapter mixes types (clinical
 * diagnosis and treatment share 0031), so this is an assumption wherever a list does not state the type.
 */
export function serviceChargeType(code: string): string {
  return chargeTypes.get(code.slice(0, 6)) ?? chargeTypes.get(code.slice(0, 4)) ?? other
}
