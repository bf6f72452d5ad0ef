import { expect, it } from 'vitest';
import { makeRecordingUser } from './recording-user.js';

it('a pause is said in every view, and nothing is kept meanwhile', {
  timeout: 60_000,
}, async () => {
  const user = await makeRecordingUser();
  const stop = (session: string) =>
    user.hook({ hook_event_name: 'Stop', session_id: session, prompt_id: 'p' });
  await stop('before');
  expect((await user.spoor('pause', '--for', '2h')).code).toBe(0);
  expect(await stop('meanwhile')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(user.spooled()).toEqual([]);

  for (const view of [
    ['sessions', 'list'],
    ['sessions', 'show', 'before'],
    ['audit', 'list'],
    ['audit', 'summary'],
    ['db', 'status'],
    ['hooks', 'status'],
    ['hooks', 'doctor'],
    [],
  ]) {
    const { stdout } = await user.spoor(...view);
    expect(stdout, view.join(' ')).toMatch(/paused until \d{4}-/i);
    expect(stdout, view.join(' ')).toMatch(/spoor resume/);
  }
  for (const view of [
    ['sessions', 'list'],
    ['sessions', 'show', 'before'],
    ['audit', 'list'],
  ]) {
    const { stdout, stderr } = await user.spoor(...view, '--json');
    JSON.parse(stdout);
    expect(stderr, view.join(' ')).toMatch(/^spoor: Recording is paused until .*\n$/);
  }

  await user.spoor('resume');
  await stop('after');
  const { stdout, stderr } = await user.spoor('sessions', 'list', '--json');
  const ids = (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id);
  expect({ ids: ids.sort(), stderr }).toEqual({ ids: ['after', 'before'], stderr: '' });
});
