import process from 'node:process';
import { openInspector } from '../../src/app/open-inspector.js';
import { editScreen } from './edit-screen.js';

/** The inspector on the database that the first argument names. */
if (process.env['SPOOR_TEST_CRASH'] === '1') {
  setTimeout(() => {
    throw new Error('the test made it crash');
  }, 800);
}

const text = process.env['SPOOR_TEST_EDIT'];
await openInspector({
  databasePath: process.argv[2] ?? '',
  stdin: process.stdin,
  stdout: process.stdout,
  now: Date.now,
  ...(text === undefined ? {} : { screens: { audit: editScreen(text) } }),
});
