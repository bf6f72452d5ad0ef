import { SessionStore } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import {
  askDatabase,
  lineText,
  mainScreens,
  type Screen,
  TABS,
  withAnswers,
} from '../../../src/index.js';
import { surroundings } from '../ask-here.js';
import { sessionRecord } from '../records.js';
import { scratchDatabase } from '../scratch-database.js';

const textOf = (screen: Screen) => screen.view(surroundings()).map(lineText).join('\n');

describe('screens without the inspector', () => {
  it('show what a database holds, quick questions and slow ones', () => {
    const { db } = scratchDatabase();
    new SessionStore(db).put(sessionRecord('s', { title: 'Sell one more thing' }));
    const { sessions, workflows } = mainScreens();
    expect(textOf(withAnswers(sessions, db, surroundings()))).toContain('Sell one more thing');
    expect(textOf(withAnswers(workflows, db, surroundings()))).toContain('No workflows yet');
  });

  it.each(TABS)('are asked to the end: $id', ({ id }) => {
    const { db } = scratchDatabase();
    const screen = withAnswers(mainScreens()[id], db, surroundings());
    expect(screen.view(surroundings()).length).toBeGreaterThan(0);
  });

  it('get no answer from a database to what lies outside it', () => {
    const { db } = scratchDatabase();
    expect(askDatabase(db, { kind: 'health.recorder', asked: null })).toBeNull();
  });
});
