import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, runSpoor } from './spoor-process.js';

const RUN = join(import.meta.dirname, '../../../hooks/test/fixtures/transcripts/tui-basic');

describe('the client’s own count', () => {
  const user = makeUser();
  const show = async (...args: string[]) =>
    (await runSpoor(user, ['sessions', 'show', ...args])).stdout;

  beforeAll(async () => {
    expect((await runSpoor(user, ['import', RUN])).code).toBe(0);
  });
  afterAll(user.remove);

  it('is shown where it differs, however little: a compaction’s request is in no transcript', async () => {
    expect(await show('aad50067')).toMatch(
      /^By client +200 in, 40 out, 1\.0k from cache, 20 into cache, \$0\.0019$/m,
    );
    const json = JSON.parse(await show('aad50067', '--json'));
    expect(json.client.differs).toBe(true);
  });

  it('is not shown where it is the same', async () => {
    expect(await show('186388dc')).not.toContain('By client');
    const json = JSON.parse(await show('186388dc', '--json'));
    expect(json.client.differs).toBe(false);
  });
});
