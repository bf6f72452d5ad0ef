import type { EntryPlace, EntryReading } from '@spoor/storage';
import { here } from '../../live/reader.js';

/** What an entry's screen asks. */
export const callReaders = {
  /** The entry whole; its texts only when anything came to its session since the version known. */
  'call.entry': here(
    (
      db,
      spoor,
      { place, known }: { readonly place: EntryPlace; readonly known: string | null },
    ): EntryReading => spoor.readEntry(db, place, known),
  ),
};
