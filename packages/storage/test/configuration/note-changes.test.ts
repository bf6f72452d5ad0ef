import { expect, test } from 'vitest';
import { AuditLogger, noteConfigurationChanges } from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

test('what is set otherwise than before is noted once, by its key alone', () => {
  const db = temporaryDatabase();
  const noted = () =>
    new AuditLogger(db)
      .query({})
      .filter(({ action }) => action === 'config.changed')
      .map(({ details, category }) => ({ details, category }));
  expect(noteConfigurationChanges(db, {})).toEqual([]);
  expect(noted()).toEqual([]);
  const own = { capture: { payloads: false }, redaction: { literals: ['a nightingale'] } };
  expect(noteConfigurationChanges(db, own)).toEqual(['capture.payloads', 'redaction.literals']);
  expect(noteConfigurationChanges(db, own)).toEqual([]);
  const weaker = { capture: { payloads: true }, redaction: { literals: ['another bird'] } };
  expect(noteConfigurationChanges(db, weaker)).toEqual(['capture.payloads', 'redaction.literals']);
  expect(noteConfigurationChanges(db, {})).toEqual(['capture.payloads', 'redaction.literals']);
  expect(noted()).toHaveLength(3);
  expect(noted()[0]).toEqual({
    category: 'security',
    details: { keys: ['capture.payloads', 'redaction.literals'] },
  });
  const stored = db.getDb().serialize().toString('latin1');
  expect(stored).not.toContain('nightingale');
});
