/** Why a file is not taken or not given. */
export type FileRefusal =
  | { readonly code: 'file.not-an-archive'; readonly filename: string }
  | { readonly code: 'file.too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'file.too-many-entries'; readonly count: number; readonly limit: number }
  | { readonly code: 'file.bad-name'; readonly filename: string }
  | { readonly code: 'file.other-institution'; readonly stated: string }
  | { readonly code: 'file.name-differs'; readonly fileNo: string; readonly stated: string; readonly filed: string }
  | { readonly code: 'file.unknown'; readonly fileNo: string }
