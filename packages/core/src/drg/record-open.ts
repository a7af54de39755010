import type { DischargeRecord } from '../encounter/index.ts'
import type { Codes } from './compile-codes.ts'
import type { Complications } from './compile-complications.ts'

/** Bits of `OpenRecord.complications`. */
export const countsMcc = 1
export const countsCc = 2
const notCounted = -1

/**
 * One record as integers: what conditions are asked about. It is scratch paper of a grouper, written anew for each record, so
 * that grouping leaves nothing for the collector.
 */
export interface OpenRecord {
  record: DischargeRecord
  /** 1 male, 2 female. */
  gender: number
  /** NaN where the record has no value: it meets no bound. */
  ageYears: number
  ageDays: number
  weightG: number
  stayDays: number
  icuHours: number
  diagnosisCount: number
  /** Ids; the first is the principal one. */
  diagnoses: Int32Array
  /** Where the row of the principal diagnosis' class begins. */
  diagnosisClass: number
  /** Bit sets of lists that a secondary diagnosis, or any diagnosis, is in. */
  secondaryLists: Int32Array
  diagnosisLists: Int32Array
  operationCount: number
  operations: Int32Array
  /** 0 without operations; else one more than the class of the principal operation. */
  operationClass: number
  otherOperationLists: Int32Array
  operationLists: Int32Array
  /** The only operation that is looked at, by its place in the record; -1: all of them. */
  onlyOperation: number
  /** Which levels count, as bits; -1 while nobody has asked. */
  complications: number
}

export interface Tables {
  readonly diagnoses: Codes
  readonly operations: Codes
  readonly complications: Complications
}

const nothing: DischargeRecord = {
  gender: '',
  ageYears: null,
  ageDays: null,
  birthWeightGrams: null,
  department: null,
  stayDays: null,
  leavingType: null,
  diagnoses: [],
  operations: [],
  intensiveCareHours: null,
}

export function blankRecord({ diagnoses, operations }: Tables): OpenRecord {
  return {
    record: nothing,
    gender: 0,
    ageYears: Number.NaN,
    ageDays: Number.NaN,
    weightG: Number.NaN,
    stayDays: Number.NaN,
    icuHours: Number.NaN,
    diagnosisCount: 0,
    diagnoses: new Int32Array(64),
    diagnosisClass: 0,
    secondaryLists: new Int32Array(diagnoses.others.words),
    diagnosisLists: new Int32Array(diagnoses.others.words),
    operationCount: 0,
    operations: new Int32Array(64),
    operationClass: 0,
    otherOperationLists: new Int32Array(operations.others.words),
    operationLists: new Int32Array(operations.others.words),
    onlyOperation: -1,
    complications: notCounted,
  }
}

/** Joins the lists of some codes: of all, and of all but the first. */
function joinLists(codes: Codes, ids: Int32Array, count: number, butFirst: Int32Array, all: Int32Array): void {
  const { words, rows } = codes.others
  for (let word = 0; word < words; word += 1) {
    let joined = 0
    for (let index = 1; index < count; index += 1) joined |= rows[(ids[index] ?? 0) * words + word] ?? 0
    butFirst[word] = joined
    all[word] = count === 0 ? 0 : joined | (rows[(ids[0] ?? 0) * words + word] ?? 0)
  }
}

function readIds(codes: Codes, texts: readonly string[], into: Int32Array): Int32Array {
  const ids = texts.length <= into.length ? into : new Int32Array(texts.length * 2)
  for (let index = 0; index < texts.length; index += 1) ids[index] = codes.ids.get(texts[index] ?? '') ?? 0
  return ids
}

/** Turns a checked record into integers. */
export function openRecord({ diagnoses, operations }: Tables, open: OpenRecord, record: DischargeRecord): void {
  open.record = record
  open.gender = record.gender === '1' ? 1 : 2
  open.ageYears = record.ageYears ?? Number.NaN
  // Days of age belong to the first year; a zero beside more years says "none".
  open.ageDays = record.ageYears === 0 ? (record.ageDays ?? Number.NaN) : Number.NaN
  open.weightG = record.birthWeightGrams ?? Number.NaN
  open.stayDays = record.stayDays ?? Number.NaN
  open.icuHours = record.intensiveCareHours ?? Number.NaN
  open.complications = notCounted
  open.diagnosisCount = record.diagnoses.length
  open.diagnoses = readIds(diagnoses, record.diagnoses, open.diagnoses)
  open.diagnosisClass = diagnoses.classOf[open.diagnoses[0] ?? 0] ?? 0
  joinLists(diagnoses, open.diagnoses, open.diagnosisCount, open.secondaryLists, open.diagnosisLists)
  open.onlyOperation = -1
  readOperations(operations, open, record.operations)
}

/** Looks at one operation as if it were the only one: what a fallback does. */
export function openOneOperation({ operations }: Tables, open: OpenRecord, index: number): void {
  open.onlyOperation = index
  readOperations(operations, open, open.record.operations.slice(index, index + 1))
}

function readOperations(codes: Codes, open: OpenRecord, texts: readonly string[]): void {
  open.operationCount = texts.length
  open.operations = readIds(codes, texts, open.operations)
  open.operationClass = texts.length === 0 ? 0 : 1 + (codes.classOf[open.operations[0] ?? 0] ?? 0)
  joinLists(codes, open.operations, texts.length, open.otherOperationLists, open.operationLists)
}

/** Which levels of complications count, as bits; counted once per record. */
export function complicationsOf({ complications }: Tables, open: OpenRecord): number {
  if (open.complications !== notCounted) return open.complications
  const { mcc, cc, principal, principalSets, meets } = complications
  const { diagnoses, diagnosisCount } = open
  const width = principalSets.length
  const excluding = principal[diagnoses[0] ?? 0] ?? 0
  let counted = 0
  for (let index = 1; index < diagnosisCount; index += 1) {
    const id = diagnoses[index] ?? 0
    const asMcc = mcc[id] ?? 0
    if (asMcc !== 0 && meets[asMcc * width + excluding] === 0) counted |= countsMcc
    const asCc = cc[id] ?? 0
    if (asCc !== 0 && meets[asCc * width + excluding] === 0) counted |= countsCc
  }
  open.complications = counted
  return counted
}
