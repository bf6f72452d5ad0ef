import type { RecorderFigures, TableSize, Vitals } from '@spoor/storage';
import { here, outside, pool } from '../../live/reader.js';
import { type RecorderFacts, readRecorderFacts } from './recorder-facts.js';

/** What the recorder's health is told by. */
export const healthReaders = {
  /** What the database says at once. */
  'health.vitals': here((db, spoor, _: null): Vitals => spoor.readVitals(db)),
  /** What every event of the last days has to be looked at for. */
  'health.figures': pool((db, spoor, _: null): RecorderFigures => spoor.readRecorderFigures(db), {
    everyMs: 20_000,
  }),
  /** What every page has to be looked at for. */
  'health.room': pool((db, spoor, _: null): readonly TableSize[] => spoor.readTableSizes(db), {
    everyMs: 600_000,
  }),
  /** What settings files and folders say. */
  'health.recorder': outside((site, _: null): Promise<RecorderFacts> => readRecorderFacts(site), {
    everyMs: 3_000,
  }),
};
