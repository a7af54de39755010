import type { CatalogueList } from '../flows/catalogue-ports.ts'

/** What this platform knows of a row, and so can write into a column. */
export type ColumnFact =
  | 'code'
  | 'name'
  | 'from'
  | 'last'
  | 'valid'
  | 'record'
  | 'cameAt'
  | 'changedAt'
  | 'version'
  | 'form'
  | 'unit'
  | 'restriction'
  | 'restricted'
  | 'classMark'
  | 'classCode'
  | 'className'
  | 'division'
  | 'note'

/** The file of one download: how many columns a row has, and which of them are known, counted from 1. */
export interface CatalogueLayout {
  /** Null when this platform keeps no rows of the kind: the file is empty. */
  readonly list: CatalogueList | null
  readonly columns: number
  readonly places: Readonly<Partial<Record<ColumnFact, number | readonly number[]>>>
}

/**
 * The files of the catalogue downloads. Columns that are not named here are written as the word `null`.
 *
 * @source column counts of 1301, 1302, 1303, 1305, 1306 and 1307: national interface, Hubei edition V1.2.02, and a client
 *         mock; their positions, and counts and positions of 1308 to 1315: the column lists of a public client program
 *         written for the edition before, whose 1301 puts version and class mark where V1.2.02 does. The columns at the
 *         end of 1301, 1302 and 1305 are the validity. 1306A, 1320 and 1321 are supposed to be like 1306, 1302 and 1305.
 */
export const catalogueLayouts = {
  '1301': {
    list: 'western-and-patent-drugs',
    columns: 97,
    places: {
      code: 1,
      name: [4, 8],
      form: 11,
      from: [37, 96],
      last: [38, 97],
      unit: 39,
      restriction: 57,
      restricted: 58,
      valid: 79,
      record: 80,
      cameAt: 81,
      changedAt: 82,
      version: [83, 84],
      classMark: 92,
    },
  },
  '1302': {
    list: 'herbal-slices',
    columns: 33,
    places: {
      code: 1,
      name: 2,
      from: [12, 32],
      last: [13, 33],
      valid: 14,
      record: 15,
      cameAt: 16,
      changedAt: 17,
      version: [18, 19],
    },
  },
  '1303': { list: null, columns: 85, places: {} },
  '1305': {
    list: 'services',
    columns: 20,
    places: { code: 1, unit: 3, valid: 7, name: 10, from: [12, 19], last: [13, 20], record: 14, version: [15, 16] },
  },
  '1306': {
    list: 'consumables',
    columns: 71,
    places: {
      code: 1,
      name: 2,
      unit: 18,
      restricted: 34,
      restriction: 35,
      from: 47,
      last: 48,
      valid: 68,
      record: 69,
      version: [70, 71],
    },
  },
  '1306A': {
    list: 'consumables-27',
    columns: 71,
    places: {
      code: 1,
      name: 2,
      unit: 18,
      restricted: 34,
      restriction: 35,
      from: 47,
      last: 48,
      valid: 68,
      record: 69,
      version: [70, 71],
    },
  },
  '1307': {
    list: 'diagnoses',
    columns: 24,
    places: { code: 11, name: 12, valid: 19, record: [1, 20], cameAt: 21, changedAt: 22, version: [23, 24] },
  },
  '1308': {
    list: 'operations',
    columns: 24,
    places: { code: 11, name: 12, valid: 19, record: [1, 20], cameAt: 21, changedAt: 22, version: [23, 24] },
  },
  '1309': {
    list: 'chronic-diseases',
    columns: 16,
    places: {
      code: 1,
      className: 2,
      division: 4,
      note: 5,
      valid: 6,
      record: 7,
      cameAt: 8,
      changedAt: 9,
      version: [10, 12],
      name: 15,
      classCode: 16,
    },
  },
  '1310': {
    list: 'payment-diseases',
    columns: 15,
    places: { code: 2, name: 3, valid: 6, record: [1, 7], cameAt: 8, changedAt: 9, version: [10, 13], note: 12 },
  },
  '1311': {
    list: 'day-surgery',
    columns: 15,
    places: { code: 2, name: 3, valid: 4, record: [1, 5], cameAt: 6, changedAt: 7, version: [8, 11], note: 10 },
  },
  '1313': {
    list: 'tumour-morphology',
    columns: 11,
    places: {
      classCode: 2,
      className: 3,
      code: 4,
      name: 5,
      valid: 6,
      record: [1, 7],
      cameAt: 8,
      changedAt: 9,
      version: [10, 11],
    },
  },
  '1314': {
    list: 'tcm-diseases',
    columns: 14,
    places: {
      classCode: 2,
      className: 3,
      code: 6,
      name: 7,
      note: 8,
      valid: 9,
      record: [1, 10],
      cameAt: 11,
      changedAt: 12,
      version: [13, 14],
    },
  },
  '1315': {
    list: 'tcm-syndromes',
    columns: 14,
    places: {
      classCode: 2,
      className: 3,
      code: 6,
      name: 7,
      note: 8,
      valid: 9,
      record: [1, 10],
      cameAt: 11,
      changedAt: 12,
      version: [13, 14],
    },
  },
  '1320': { list: null, columns: 33, places: {} },
  '1321': { list: null, columns: 20, places: {} },
} as const satisfies Readonly<Record<string, CatalogueLayout>>

export type DownloadInfno = keyof typeof catalogueLayouts
