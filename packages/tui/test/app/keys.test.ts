import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BINDINGS, bindingOf, bindingsIn } from '../../src/app/keys/bindings.js';
import { footerEntries, footerLine } from '../../src/app/keys/footer.js';
import { keyNames } from '../../src/app/keys/key-names.js';
import { describeKeys } from '../../src/app/keys/key-table.js';
import { SCOPE_TITLES } from '../../src/app/keys/scope-titles.js';
import { lineText } from '../../src/app/present/line.js';
import { helpLines } from '../../src/app/shell/help-lines.js';
import { textWidth } from '../../src/present/fit-text.js';

const SCREENS = join(import.meta.dirname, '../../src/app/screens');
const STATE = join(import.meta.dirname, '../../src/app/state');
const SCREEN_FOLDERS = readdirSync(SCREENS, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** What a screen is made of: its own files, those of screens that it builds on, what lists share. */
function sourcesOf(screen: string): string[] {
  const own = sourcesIn(join(SCREENS, screen));
  const used = own.flatMap((text) => [...text.matchAll(/from '\.\.\/([\w-]+)\//g)]);
  const folders = new Set(used.flatMap(([, name]) => (name === undefined ? [] : [name])));
  return [
    ...own,
    ...[...folders].flatMap((name) => sourcesIn(join(SCREENS, name))),
    ...sourcesIn(STATE),
  ];
}

const SCOPES = [...new Set(BINDINGS.flatMap(({ scopes }) => scopes))];

describe('the table of keys', () => {
  it.each(SCOPES)('gives no key two meanings in %s', (scope) => {
    const keys = BINDINGS.filter((b) => b.scopes.includes(scope)).flatMap((b) => b.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  it('has a title for each place, and says all there is to say', () => {
    for (const scope of SCOPES) expect(SCOPE_TITLES.has(scope), scope).toBe(true);
    for (const { keys, shown, help, footer } of BINDINGS) {
      expect(keys.length).toBeGreaterThan(0);
      expect(textWidth(shown), shown).toBeLessThanOrEqual(16);
      expect(help).toMatch(/^\S.*[^\s.]$/);
      if (footer !== undefined) expect(textWidth(footer.join(' '))).toBeLessThanOrEqual(20);
    }
  });

  it('says every binding in the help of its place', () => {
    for (const scope of SCOPES) {
      const help = helpLines({ scopes: [scope], mouse: false, filter: '' }, 160)
        .map(lineText)
        .join('\n');
      for (const binding of bindingsIn([scope])) {
        if (!binding.keys[0]?.startsWith('wheel-')) expect(help).toContain(binding.help);
      }
    }
  });

  it('is documented whole', () => {
    const documented = describeKeys().flatMap(({ keys }) => keys.map(({ help }) => help));
    for (const { help, keys } of BINDINGS) {
      if (!keys[0]?.startsWith('wheel-')) expect(documented).toContain(help);
    }
  });

  it.each(SCREEN_FOLDERS)('names no command that %s does not know', (name) => {
    const known = sourcesOf(name);
    for (const { command, scopes } of BINDINGS) {
      if (!scopes.includes(name)) continue;
      const isKnown = known.some((text) => text.includes(`'${command}'`));
      expect(isKnown, `${name}: ${command}`).toBe(true);
    }
  });

  it("lets a screen's own keys go before those it shares", () => {
    expect(bindingOf('enter', ['sessions', 'list'])?.command).toBe('open');
    expect(bindingOf('enter', ['session', 'list'])?.command).not.toBe('accept-filter');
    expect(bindingOf('h', ['session', 'list', 'everywhere'])?.command).toBe('back');
    expect(bindingOf('f12', ['list', 'everywhere'])).toBeNull();
  });
});

describe('the footer', () => {
  const scopes = ['sessions', 'list', 'everywhere'];

  it('keeps help and quit longest', () => {
    expect(lineText(footerLine(scopes, 20)).trimEnd()).toBe(' ? help  q quit');
    expect(lineText(footerLine(scopes, 200))).toContain('open');
  });

  it('knows where each of its keys stands', () => {
    for (const columns of [20, 60, 200]) {
      const text = lineText(footerLine(scopes, columns));
      for (const { binding, start, end } of footerEntries(scopes, columns)) {
        expect(text.slice(start, end).trim()).toBe(binding.footer?.join(' '));
      }
    }
  });

  it('leaves out what would do nothing', () => {
    expect(lineText(footerLine(scopes, 200, ['back']))).not.toContain('back');
  });
});

describe('keyNames', () => {
  const none = {} as Parameters<typeof keyNames>[1];

  it.each([
    ['jjG', {}, ['j', 'j', 'G']],
    ['q', { meta: true }, ['escape', 'q']],
    ['d', { ctrl: true }, ['ctrl-d']],
    ['', { downArrow: true }, ['down']],
    [' ', {}, ['space']],
    ['\r', {}, ['enter']],
    ['s\u0014q', {}, ['s', 'ctrl-t', 'q']],
    ['a\tb\u007f\r', {}, ['a', 'tab', 'b', 'backspace', 'enter']],
    ['', { tab: true }, ['tab']],
    ['', { tab: true, shift: true }, ['shift-tab']],
    ['j', { eventType: 'release' as const }, []],
    ['', {}, []],
  ])('%j with %j is %j', (input, key, names) => {
    expect(keyNames(input, { ...none, ...key })).toEqual(names);
  });
});
