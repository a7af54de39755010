import type { DictionaryName } from './dictionaries.ts'

/** A node as a dotted path (`drugdetail.drug_trac_info`) and the row of each array on the way, counted from 1. */
export interface NodePlace {
  readonly node: string
  readonly rows: readonly number[]
}

export interface FieldPlace extends NodePlace {
  readonly field: string
  readonly label: string
}

type NodeFault =
  | { readonly code: 'message.missing-node' }
  | { readonly code: 'message.not-an-object' }
  | { readonly code: 'message.too-many-rows'; readonly count: number; readonly limit: number }

export type FieldFault =
  | { readonly code: 'message.missing-field' }
  /** An object, an array, a boolean, or a number that JSON could not carry exactly. */
  | { readonly code: 'message.not-a-scalar' }
  | {
      readonly code: 'message.too-long'
      readonly value: string
      readonly length: number
      readonly limit: number
    }
  | { readonly code: 'message.bad-code'; readonly value: string; readonly dictionary: DictionaryName }
  | {
      readonly code: 'message.bad-number'
      readonly value: string
      readonly reason: 'not-a-number' | 'too-many-decimals' | 'too-many-digits' | 'negative'
      readonly total: number
      readonly decimals: number
    }
  /** Neither Base64 nor an array of bytes. */
  | { readonly code: 'message.bad-bytes' }
  | {
      readonly code: 'message.bad-date'
      readonly value: string
      readonly pattern: 'yyyy-MM-dd' | 'yyyy-MM-dd HH:mm:ss'
    }

export type NodeRefusal = NodeFault & NodePlace
export type FieldRefusal = FieldFault & FieldPlace

/** Why a message cannot be read. Facts only: the edge turns them into a sentence for the operator. */
export type MessageRefusal =
  | { readonly code: 'message.broken-json'; readonly part: 'envelope' | 'input' }
  | { readonly code: 'message.bad-envelope'; readonly cause: NodeRefusal | FieldRefusal }
  | { readonly code: 'message.unknown-infno'; readonly infno: string }
  | NodeRefusal
  | FieldRefusal
