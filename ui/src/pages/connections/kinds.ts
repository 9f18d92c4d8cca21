import type { BrowseItem, SignalKind } from '../../server/shapes';

/** What a variable most likely is, from what the source says of it; a person may say otherwise. */
export function kindOf(item: BrowseItem): SignalKind {
  const { kind, dataType = '' } = item.variable ?? {};
  if (kind) return kind;
  if (/string|text|guid|bytestring|date/i.test(dataType)) return 'text';
  if (/bool|enum/i.test(dataType)) return 'state';
  if (/int|byte/i.test(dataType)) return /count|total|parts|pieces/i.test(item.name) ? 'counter' : 'state';
  return 'analog';
}
