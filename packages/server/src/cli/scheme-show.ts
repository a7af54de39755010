import type { Shown } from '../text/grouping-lines.ts'
import { findInScheme, schemeTreeText } from '../text/scheme-tree.ts'
import { print } from './output.ts'
import { openSchemeFolder } from './scheme-folders.ts'

export interface SchemeShowChoice {
  readonly lang: Shown
}

/** Prints a scheme as a tree, or the part of it that a code names. */
export async function schemeShow(folder: string, code: string | undefined, { lang }: SchemeShowChoice): Promise<void> {
  const { scheme } = await openSchemeFolder(folder)
  const place = code === undefined ? null : findInScheme(scheme, code)
  if (code !== undefined && place === null) {
    throw new Error(
      `${folder} 中没有 ${code} is not in this scheme：请写 MDC、ADRG、DRG、清单或编码 name an MDC, ADRG, DRG, list or code`,
    )
  }
  print(schemeTreeText(scheme, place, lang).join('\n'))
}
