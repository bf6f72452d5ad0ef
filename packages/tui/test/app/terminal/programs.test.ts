import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { clipboardText } from '../../../src/app/terminal/clipboard.js';
import { commandWords } from '../../../src/app/terminal/command-words.js';
import { editorCommand, pagerCommand } from '../../../src/app/terminal/editor-command.js';
import { pageText } from '../../../src/app/terminal/page-text.js';
import { editText, page } from '../../../src/app/terminal/programs.js';
import { scratchFolder } from '../scratch.js';

describe('commandWords', () => {
  it.each([
    ['vim', ['vim']],
    ['  code   --wait ', ['code', '--wait']],
    [`"/Applications/My Editor" -a 'b c'`, ['/Applications/My Editor', '-a', 'b c']],
    ['a\\ b "c\\"d" \'e\\f\'', ['a b', 'c"d', 'e\\f']],
    [`ed ""`, ['ed', '']],
    ['ed; rm -rf $HOME `id`', ['ed;', 'rm', '-rf', '$HOME', '`id`']],
    ['', null],
    ['   ', null],
    ['"" x', null],
    ['vim "', null],
  ])('%j → %j', (text, words) => {
    expect(commandWords(text)).toEqual(words);
  });
});

describe('editorCommand', () => {
  it.each([
    [{ EDITOR: 'vim' }, 7, ['vim', '+7', 'f']],
    [{ EDITOR: '/usr/bin/nano -w' }, 7, ['/usr/bin/nano', '-w', '+7', 'f']],
    [{ EDITOR: 'emacsclient -t' }, undefined, ['emacsclient', '-t', 'f']],
    [{ EDITOR: 'vim', VISUAL: 'code' }, 7, ['code', '-g', 'f:7', '--wait']],
    [{ VISUAL: 'code -w' }, undefined, ['code', '-w', 'f']],
    [{ EDITOR: 'subl' }, 7, ['subl', '--wait', 'f:7']],
    [{ EDITOR: 'hx' }, 7, ['hx', 'f:7']],
    [{ EDITOR: 'my-editor' }, 7, ['my-editor', 'f']],
    [{ EDITOR: ' ', VISUAL: '' }, 7, null],
    [{}, 7, null],
  ])('%j at %s is %j', (env, line, command) => {
    expect(editorCommand(env, 'f', line)).toEqual(command);
  });

  it('has a pager in any case', () => {
    expect(pagerCommand({}, 'f')).toEqual(['less', '-R', 'f']);
    expect(pagerCommand({ PAGER: 'most -s' }, 'f')).toEqual(['most', '-s', 'f']);
  });
});

/** An editor that notes what it was given and does something to it. */
function editor(does: string) {
  const folder = scratchFolder();
  const script = join(folder, 'editor.mjs');
  const noted = join(folder, 'noted.json');
  writeFileSync(
    script,
    `import fs from 'node:fs';
     import path from 'node:path';
     const file = process.argv[2];
     const mode = (p) => (fs.statSync(p).mode & 0o777).toString(8);
     fs.writeFileSync(${JSON.stringify(noted)}, JSON.stringify({
       file, text: fs.readFileSync(file, 'utf8'), modes: [mode(file), mode(path.dirname(file))],
     }));
     ${does}`,
  );
  const said: string[] = [];
  return {
    said,
    noted: () =>
      JSON.parse(readFileSync(noted, 'utf8')) as { file: string; text: string; modes: string[] },
    programs: {
      env: {
        ...process.env,
        EDITOR: `'${process.execPath}' '${script}'`,
        VISUAL: '',
        PAGER: `'${process.execPath}' '${script}'`,
      },
      away: async (job: (ending: AbortSignal) => Promise<void>) => {
        await job(new AbortController().signal);
        return true;
      },
      say: (text: string) => said.push(text),
    },
  };
}

const edit = { type: 'edit', text: 'one', name: '../le sson.md', tag: 't' } as const;

describe('editText', () => {
  it('gives the changed text, from a private file that is gone afterwards', async () => {
    const { programs, noted, said } = editor(`fs.writeFileSync(file, 'two\\n');`);
    expect(await editText(programs, edit)).toEqual({ type: 'edited', tag: 't', text: 'two' });
    const { file, text, modes } = noted();
    expect([text, ...modes]).toEqual(['one', '600', '700']);
    expect(file).toMatch(/[/\\]le-sson\.md$/);
    expect(dirname(dirname(file))).toBe(tmpdir());
    expect(readdirSync(tmpdir())).not.toContain(dirname(file).split('/').at(-1));
    expect(said).toEqual([]);
  });

  it.each([
    ['nothing is changed', ''],
    ['only the end of the last line is', `fs.appendFileSync(file, '\\n');`],
    ['the editor fails', `fs.writeFileSync(file, 'two'); process.exit(3);`],
  ])('gives nothing when %s', async (_, does) => {
    const { programs } = editor(does);
    expect(await editText(programs, edit)).toEqual({ type: 'edited', tag: 't', text: null });
  });

  it('says what went wrong', async () => {
    const failing = editor('process.exit(3);');
    await editText(failing.programs, edit);
    expect(failing.said[0]).toMatch(/ended with exit code 3/);
    const { programs, said } = editor('');
    await editText({ ...programs, env: { EDITOR: '' } }, edit);
    await editText({ ...programs, env: { EDITOR: '/no/such/editor' } }, edit);
    expect(said[0]).toContain('$EDITOR');
    expect(said[1]).toMatch(/can't be started/);
  });

  it('shows in the pager what would drive the terminal', async () => {
    const { programs, noted } = editor('');
    await page(programs, { type: 'page', text: 'a\tb\u001b[2J\nc', name: 'x.txt' });
    expect(noted().text).toBe('a\tb␛[2J\nc');
    expect(statSync(tmpdir()).isDirectory()).toBe(true);
  });
});

describe('pageText', () => {
  it('keeps lines and tabs', () => {
    expect(pageText('a\r\n\tb\u202e\n')).toBe('a\n\tb\\u{202E}\n');
  });
});

describe('clipboardText', () => {
  const decoded = (sequence: string) =>
    Buffer.from(sequence.slice('\u001b]52;c;'.length, -1), 'base64').toString();

  it('says a text to the terminal, with nothing in it that ends a paste', () => {
    const { sequence, cut } = clipboardText('ä\u0007\u001b\\\r\n\tx\u009b201~');
    expect(sequence).toMatch(/^\u001b\]52;c;[\w+/=]+\u0007$/);
    expect([decoded(sequence), cut]).toEqual(['ä␇␛\\\n\tx\\u{9B}201~', 0]);
  });

  it('cuts what no terminal takes, between characters', () => {
    const { sequence, cut } = clipboardText('€'.repeat(30_000));
    expect(sequence.length).toBeLessThanOrEqual(100_000);
    expect(cut).toBe(90_000 - Buffer.from(decoded(sequence)).length);
    expect(decoded(sequence)).toMatch(/^€+$/);
  });
});
