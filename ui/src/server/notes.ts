/** What was done about the hours of a board. */
import { change, get } from './api';
import type { Page } from './shapes';

/** Most characters of a note. */
export const LONGEST_NOTE = 200;

export interface HourNote {
  /** Beginning of the hour. */
  from: string;
  text: string;
  author: string;
  at: string;
}

/** By the beginning of their hour, ms. */
export async function hourNotes(subject: string, from: string, to: string, signal?: AbortSignal): Promise<Map<number, HourNote>> {
  const { items } = await get<Page<HourNote>>('/hour-notes', { subject, from, to }, signal);
  return new Map(items.map((note) => [Date.parse(note.from), note]));
}

/** In place of what was written before; nothing where the text is empty. */
export function writeNote(subject: string, from: string, text: string): Promise<void> {
  return change('PUT', '/hour-notes', { subject, from, text });
}
