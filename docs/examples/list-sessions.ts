import { join } from 'node:path';
import { isoTime, newEventId } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import { listSessionRows, SpoorDatabase } from '@spoor/storage';
import {
  lineText,
  STANDINGS,
  type Surroundings,
  sessionItem,
  sessionsScreen,
  standingOf,
  withAnswers,
} from '@spoor/tui';

const databasePath = join(process.cwd(), 'agents.db');
const db = new SpoorDatabase({ path: databasePath });
const nowMs = Date.now();

const sent = {
  hook_event_name: 'UserPromptSubmit',
  session_id: '7d0c1f6e-2b1c-4a52-9a3f-0d6f1a4f5b11',
  prompt_id: '0b4d7f8e-5c6f-4d0e-9d3a-5a1f0c7b2e90',
  cwd: '/home/me/shop',
  prompt: 'Sell one more thing',
};
const captured = { id: newEventId(nowMs), capturedAt: isoTime(nowMs) };
createRecorder({ db }).record(parseHookEvent(JSON.stringify(sent), captured));

// A view model: what the list of sessions shows, as plain data for a view of your own.
for (const item of listSessionRows(db, { after: null, limit: 20 }).map(sessionItem)) {
  const { word } = STANDINGS[standingOf(item.row, nowMs)];
  console.log(`${word}: ${item.about} (${item.project})`);
}

// A screen: Spoor's own list, drawn once as lines of text.
const around: Surroundings = {
  columns: 80,
  rows: 10,
  nowMs,
  facts: { databasePath, homeDir: '/home/me', configuration: null },
  health: null,
  history: null,
};
const screen = withAnswers(sessionsScreen({}), db, around);
const found = screen
  .view(around)
  .map(lineText)
  .filter((text) => text.includes('Sell'));
console.log(`${found.length} line in the list of sessions`);
db.close();
