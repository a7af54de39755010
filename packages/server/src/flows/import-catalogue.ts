import type { CatalogueRow, ImportWriters, WriteCounts } from './import-ports.ts'

const nothing: WriteCounts = { added: 0, changed: 0, closed: 0 }

/** One batch of a catalogue, whatever kinds of rows it holds. */
export async function writeCatalogueRows(writers: ImportWriters, rows: readonly CatalogueRow[]): Promise<WriteCounts> {
  const items = rows.flatMap((row) => (row.kind === 'item' ? [row.item] : []))
  const diagnoses = rows.flatMap((row) => (row.kind === 'diagnosis' ? [row.diagnosis] : []))
  const codes = rows.flatMap((row) => (row.kind === 'code' ? [row.item] : []))
  const ofItems = items.length === 0 ? nothing : await writers.writeCatalogItems(items)
  const ofDiagnoses = diagnoses.length === 0 ? nothing : await writers.writeDiagnoses(diagnoses)
  const ofCodes = codes.length === 0 ? nothing : await writers.writeCodeListItems(codes)
  return {
    added: ofItems.added + ofDiagnoses.added + ofCodes.added,
    changed: ofItems.changed + ofDiagnoses.changed + ofCodes.changed,
    closed: ofItems.closed,
  }
}
