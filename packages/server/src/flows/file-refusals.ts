/** Why a file is not taken or not given. */
export type FileRefusal =
  | { readonly code: 'file.not-an-archive'; readonly filename: string }
  | { readonly code: 'file.too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'file.bad-name'; readonly filename: string }
  | { readonly code: 'file.unknown'; readonly fileNo: string }
