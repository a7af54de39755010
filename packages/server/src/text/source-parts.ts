/** Where a clause begins: `第十条`, `第2篇（扬中市）`, `第三章`. */
const clauseBegins = /第\s?[〇零一二三四五六七八九十百千\d]+\s?[条款项章节编篇]/

/** A source as the files write it, in its document and the clause of it; null where no clause is named. */
export function sourceParts(source: string): { readonly document: string; readonly clause: string | null } {
  const at = source.search(clauseBegins)
  const document = source.slice(0, Math.max(at, 0)).trim()
  // A title may itself say which part it is of: `《… 第二篇》`.
  const isInTitle = document.lastIndexOf('《') > document.lastIndexOf('》')
  if (at <= 0 || isInTitle) return { document: source, clause: null }
  return { document, clause: source.slice(at).trim() }
}
