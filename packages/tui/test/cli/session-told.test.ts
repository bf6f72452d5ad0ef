import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, runSpoor } from './spoor-process.js';
import { FORK, recordTranscript, TOLD } from './transcript-demo.js';

const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

describe('a session whose transcript was read', () => {
  const user = makeUser();
  const sessions = (...args: string[]) => runSpoor(user, ['sessions', ...args]);

  beforeAll(() => recordTranscript(user.databasePath));
  afterAll(user.remove);

  it('is listed with its tokens and its cost, and a fork is marked', async () => {
    const { stdout } = await sessions('list');
    const line = (id: string) => stdout.split('\n').find((one) => one.includes(id.slice(0, 8)));
    expect(stdout.split('\n')[0]).toMatch(/TOKENS +COST/);
    expect(line(TOLD)).toMatch(/ 48\.3k +\$0\.25\+ /);
    expect(line(FORK)).toContain('⑂ Zebra');
    const listed = JSON.parse((await sessions('list', '--json')).stdout);
    expect(listed.find(({ id }: { id: string }) => id === TOLD).usage).toEqual({
      messages: 2,
      inputTokens: 15,
      outputTokens: 300,
      cacheReadTokens: 45_000,
      cacheWriteTokens: 3_000,
      costUsd: 0.25,
      unpriced: 1,
    });
  });

  it('is listed by project and by time', async () => {
    const ids = async (...args: string[]) =>
      JSON.parse((await sessions('list', '--json', ...args)).stdout).map(
        ({ id }: { id: string }) => id,
      );
    const all = await ids();
    expect(all).toContain(TOLD);
    expect(await ids('--project', '/home/dev/zoo')).toEqual([FORK, TOLD]);
    expect(all.length).toBeGreaterThan(2);
    expect(await ids('--until', '2020-01-01')).toEqual([]);
    expect(await ids('--since', '2020-01-01')).toEqual(all);
    expect(await sessions('list', '--project', '/elsewhere')).toMatchObject({
      code: 0,
      stdout: 'No such sessions. All there are: spoor sessions list\n',
    });
    expect((await sessions('list', '--since', 'yesterday')).code).toBe(2);
  });

  it('is shown with what it took, and what is not known of it', async () => {
    const { stdout } = await sessions('show', TOLD);
    expect(stdout).toMatch(/^Model +claude-opus-4-6, claude-haiku-9$/m);
    expect(stdout).toMatch(/^Client +claude-code \(cli\)$/m);
    expect(stdout).toMatch(/^Tokens +15 in, 300 out, 45\.0k from cache, 3\.0k into cache$/m);
    expect(stdout).toMatch(/^Context +5 tokens at its last answer$/m);
    expect(stdout).toMatch(
      /^Cost +\$0\.25\+ \(1 of 2 messages without a price\); \$0\.90 by the client's own count$/m,
    );
    expect(stdout).toMatch(/^ +claude-haiku-9: 5 in, 100 out, 0 from cache, 0 into cache, \?$/m);
    expect(stdout).toMatch(/^Told by +its transcript$/m);
    expect(stdout).toMatch(/^Unread +2 lines of its transcript could not be read$/m);
    expect((await sessions('show', FORK)).stdout).toMatch(/^Fork of +bbbb-1111$/m);
  });

  it('is shown as what was said', async () => {
    const { stdout } = await sessions('show', TOLD, '--messages');
    const said = stdout.slice(stdout.indexOf('\n\n')).replace(/^\s*\d\d:\d\d:\d\d/gm, 'T');
    expect(said).toContain('T  user\n  Paint the zebra\n  > *stripes* <b>\n');
    expect(said).toContain('T  thought: Which colour has a zebra? ↵ Black.\n');
    expect(said).toContain('T  → Bash paint --zebra\n');
    expect(said).toContain('T  gave back\n  one\n  two\n  three\n  … 2 more lines\n');
    expect(said).toContain('T  claude-opus-4-6\n  # Not a heading of the document\n');
    expect(said).toContain('T  ↳ subagent assistant\n    The okapi is painted.\n');
    expect(said).toContain('T  error\n  API Error: zebra overload\n');
    expect(stdout).not.toMatch(UNSAFE);
  });

  it('is shown page by page', async () => {
    const { stdout } = await sessions('show', TOLD, '--messages', '--from', '6', '--limit', '1');
    expect(stdout).toContain('Now the okapi');
    expect(stdout).not.toContain('Paint the zebra');
    expect(stdout).toContain(
      'Messages 6 to 6 of 8. What follows: spoor sessions show bbbb-111 --messages --from 7',
    );
    const end = await sessions('show', TOLD, '--messages', '--from', '99');
    expect(end.stdout).toContain('It has no messages from there on.');
    const last = await sessions('show', TOLD, '--messages', '--from', '6');
    expect(last.stdout).not.toContain('What follows');
    const json = await sessions('show', TOLD, '--messages', '--limit', '2', '--json');
    expect(JSON.parse(json.stdout).messages.map(({ id }: { id: string }) => id)).toEqual([
      'm1',
      'm2',
    ]);
    const none = await sessions('show', FORK, '--messages');
    expect(none.stdout).toContain('No messages: its transcript was not read.');
    const alone = await sessions('show', TOLD, '--from', '2');
    expect([alone.code, alone.stderr]).toEqual([
      2,
      'spoor: `--from` and `--limit` go with `--messages`; see `spoor sessions show --help`\n',
    ]);
  });

  it('is given as Markdown that its contents can not take hold of', async () => {
    const { code, stdout } = await sessions('show', TOLD, '--markdown');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('# Zebra \\*crossing\\*');
    expect(lines.filter((line) => /^#{1,3} /.test(line))).toEqual([
      '# Zebra \\*crossing\\*',
      '## Turn 1: Paint the zebra \\> \\*stripes\\* \\<b\\>',
      '## Turn 2: Now the okapi',
    ]);
    expect(stdout).toContain('\n> Paint the zebra\\\n> \\> \\*stripes\\* \\<b\\>\n');
    expect(stdout).toContain('\n#### Not a heading of the document\n&lt;!-- &lt;script>');
    expect(stdout).toContain('\n\\![picture]');
    // Code that an answer left open ends before what comes next.
    expect(stdout).toContain('\n```sh\necho "## in code <b>"\n```\n\n## Turn 2');
    expect(stdout).toContain('- **Bash** ``` paint --zebra ``x` ``` – failed, 12ms\n');
    expect(stdout).toContain('\n  ````\n  no paint\n  ```\n  # gone\n  ````\n');
    expect(stdout).not.toContain('okapi is painted');
    expect(stdout).not.toMatch(UNSAFE);
    const both = await sessions('show', TOLD, '--markdown', '--json');
    expect(both.code).toBe(2);
  });

  it('that only hooks told of is given as Markdown too', async () => {
    const listed = JSON.parse((await sessions('list', '--json')).stdout);
    const { id } = listed.find(({ origin }: { origin: string }) => origin === 'hook');
    const { stdout } = await sessions('show', id, '--markdown');
    expect(stdout).toContain('## Turn 1: Add a script that greets, and test it.');
    expect(stdout).toMatch(/^- \*\*Bash\*\* `sh greet\.sh` – failed/m);
    expect(stdout).toMatch(/^- Subagent \*\*/m);
  });
});
