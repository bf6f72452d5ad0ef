import { unindexedTexts } from '@spoor/storage';
import { expect, it } from 'vitest';
import { indexTextsAction } from '../../../src/app/live/actions/index-texts.js';
import { textsDatabase } from './texts.js';

it('texts come into the index in steps that say how many are left', () => {
  const { db, path } = textsDatabase();
  expect(unindexedTexts(db)).toBe(4);
  let left = 4;
  for (let step = 0; step < 10 && left > 0; step++) {
    left = indexTextsAction({ databasePath: path }, null).left;
  }
  expect(left).toBe(0);
  expect(unindexedTexts(db)).toBe(0);
});
