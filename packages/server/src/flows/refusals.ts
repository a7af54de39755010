/** Why a message is refused before or around the decision itself. */
export type FlowRefusal =
  | { readonly code: 'flow.unknown-insured'; readonly insuredId: string }
  | { readonly code: 'flow.unknown-certificate'; readonly certificateType: string; readonly certificateNumber: string }
  | { readonly code: 'flow.msgid-taken'; readonly msgid: string; readonly infno: string }
  | { readonly code: 'flow.msgid-of-another'; readonly msgid: string }
  | { readonly code: 'flow.reversed-before'; readonly msgid: string }
  | { readonly code: 'flow.answer-retired'; readonly msgid: string }
  | { readonly code: 'flow.nothing-to-reverse'; readonly msgid: string }
  | { readonly code: 'flow.not-reversible'; readonly infno: string }
  | { readonly code: 'flow.infno-differs'; readonly stated: string; readonly filed: string }
  | { readonly code: 'flow.unknown-operator'; readonly operatorNo: string }
  | { readonly code: 'flow.unknown-sign-in'; readonly signNo: string }
  | { readonly code: 'flow.busy' }
