import { REDACTION_RULES, redactText } from '@spoor/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordSteps } from './record-demo.js';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

/** A token that can stand in a path. */
const TOKEN =
  REDACTION_RULES.flatMap(({ examples }) => examples).find(
    (text) => /^[\w-]{30,}$/.test(text) && redactText(`/x/${text}/y`).startsWith('/x/[REDACTED'),
  ) ?? '';

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

it.each([
  [[TOKEN]],
  [[`--${TOKEN}`]],
  [['config', 'get', TOKEN]],
  [['config', 'set', 'recorder.deadlineMs', TOKEN]],
  [['sessions', 'show', TOKEN]],
  [['forget', '--yes', TOKEN]],
  [['stats', '--since', TOKEN]],
  [['import', `/nowhere/${TOKEN}.jsonl`]],
  [['db', 'restore', '--yes', `/nowhere/${TOKEN}`]],
])('a message that quotes what was typed holds no secret: %#', async (args) => {
  recordSteps(user.databasePath);
  const { code, stdout, stderr } = await runSpoor(user, args);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/^spoor: /);
  expect(stdout + stderr).not.toContain(TOKEN.slice(4, 20));
});
