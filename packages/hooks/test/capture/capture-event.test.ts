import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { captureEvent } from '../../src/capture/capture-event.js';

function makeRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'spoor-capture-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function capture(text: string, input = {}) {
  const site = { startedAtMs: Date.UTC(2026, 10, 21), env: {}, dataDir: join(makeRoot(), 'data') };
  return captureEvent({ text, length: Buffer.byteLength(text), ...input }, site);
}

describe('capturing', () => {
  it.each(['/a\0b', `/${'x'.repeat(5_000)}`, 'relative', ''])('takes any folder: %#', (cwd) => {
    const payload = { session_id: 's1', hook_event_name: 'Stop', cwd };
    expect(capture(JSON.stringify(payload))).toMatchObject({ kind: 'event', sessionId: 's1' });
  });

  it('stamps the start of the process', () => {
    expect(capture('{"session_id":"s1","hook_event_name":"Stop"}')).toMatchObject({
      capturedAt: '2026-11-21T00:00:00.000Z',
      id: expect.stringMatching(/^01a1fb67-1800-7/),
    });
  });

  it('redacts', () => {
    const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    const payload = {
      session_id: 's1',
      hook_event_name: 'Stop',
      tool_name: secret,
      cwd: `/${secret}`,
    };
    expect(JSON.stringify(capture(JSON.stringify({ ...payload, note: secret })))).not.toContain(
      secret,
    );
  });

  it('says why input was cut, and keeps a hash of it', () => {
    const event = capture('{"secret', { length: 70, cut: 'too long' });
    expect(event).toMatchObject({ kind: 'malformed', reason: 'input too long', length: 70 });
    expect(event).toHaveProperty('hash', expect.stringMatching(/^[0-9a-f]{64}$/));
    expect(JSON.stringify(event)).not.toContain('{\\"secret');
  });
});
