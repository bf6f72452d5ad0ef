import { describe, expect, it } from 'vitest';
import {
  appliedLine,
  complete,
  completions,
  startEditing,
  typeFilter,
} from '../../../src/app/screens/audit/filter-editing.js';
import { fieldOf } from '../../../src/app/state/text-field.js';

const NAMES = {
  projects: ['/home/dev/shop', '/home/dev/my notes', '/work/shop'],
  agents: ['Explore', 'main'],
  actions: ['PostToolUse', 'PreToolUse', 'Stop'],
};

const editing = (text: string) => ({ ...startEditing(''), field: fieldOf(text) });

describe('while a filter is typed', () => {
  it.each([
    ['rm', 'rm'],
    ['rm ', 'rm'],
    ['c', ''],
    ['category', ''],
    ['category:', ''],
    ['category:s', 'category:s'],
    ['main agent:', 'main'],
    ['project:"', ''],
    ['project:"/my', 'project:"/my'],
    ['cat ', 'cat'],
    ['sincerely', 'sincerely'],
  ])('%j puts %j in force', (text, applied) => {
    expect(appliedLine(editing(text))).toBe(applied);
  });

  it.each([
    ['ca', ['category:']],
    ['x a', ['action:', 'agent:', 'address:']],
    [
      'x ',
      [
        'category:',
        'action:',
        'without:',
        'agent:',
        'session:',
        'project:',
        'user:',
        'task:',
        'address:',
        'since:',
        'until:',
      ],
    ],
    ['category:s', ['category:state', 'category:security']],
    ['action:p', ['action:PostToolUse', 'action:PreToolUse']],
    ['agent:', ['agent:Explore', 'agent:main']],
    ['project:', ['project:dev/shop', 'project:"dev/my notes"', 'project:work/shop']],
    ['project:"dev/my', ['project:"dev/my notes"']],
    ['since:2', ['since:24h']],
    ['words', []],
    ['session:0', []],
  ])('%j may go on to %j', (text, found) => {
    expect(completions(text, NAMES)).toEqual(found);
  });

  it('names are missing until they are known', () => {
    expect(completions('agent:', undefined)).toEqual([]);
    expect(completions('agent:', null)).toEqual([]);
  });

  it('tab puts in one completion after the other, from the text as it was typed', () => {
    const texts = [];
    let now = editing('x action:p');
    for (let i = 0; i < 3; i++) {
      now = { ...now, ...complete(now, NAMES) };
      texts.push(now.field.text);
    }
    expect(texts).toEqual(['x action:PostToolUse', 'x action:PreToolUse', 'x action:PostToolUse']);
    expect(complete(typeFilter(now, ' ', false), NAMES).field.text).toBe(
      'x action:PostToolUse category:',
    );
    const sure = complete(editing('ag'), NAMES);
    expect([sure, complete(sure, NAMES)].map(({ field }) => field.text)).toEqual([
      'agent:',
      'agent:Explore',
    ]);
    expect(complete(editing('nothing'), NAMES).field.text).toBe('nothing');
  });

  it('begins behind the filter in force, and keeps what was before', () => {
    const begun = startEditing('agent:main');
    expect(begun.field.text).toBe('agent:main ');
    expect(typeFilter(begun, 'x', false)).toMatchObject({
      before: 'agent:main',
      field: { text: 'agent:main x' },
    });
    expect(typeFilter(begun, 'pasted\ntext', true).field.text).toBe('agent:main pasted text');
    expect(typeFilter(begun, 'pageup', false)).toBe(begun);
  });

  it('costs no more than its length, whatever was pasted', () => {
    const word = 'x'.repeat(500_000);
    const long = typeFilter(startEditing(''), `${word} session:"${word}" ${word} `, true);
    expect(appliedLine(long)).toBe(`${word} session:"${word}" ${word}`);
    expect(completions(`${long.field.text}cat`, NAMES)).toEqual(['category:']);
    expect(typeFilter(long, 'ctrl-w', false).field.text).toHaveLength(2 * word.length + 12);
  });
});
