import { describe, expect, it } from 'vitest';
import { insideFolder } from '../../src/present/inside-folder.js';

describe('a path in a folder', () => {
  it.each([
    ['/home/dev/repo/src/a.ts', '/home/dev/repo', 'src/a.ts'],
    ['C:\\dev\\repo\\a.ts', 'C:\\dev\\repo', 'a.ts'],
    ['/home/dev/repo-two/a.ts', '/home/dev/repo', '/home/dev/repo-two/a.ts'],
    ['/home/dev/repo', '/home/dev/repo', '/home/dev/repo'],
    ['/home/dev/repo/', '/home/dev/repo', '/home/dev/repo/'],
    ['cat /home/dev/repo/a', '/home/dev/repo', 'cat /home/dev/repo/a'],
    ['/etc/hosts', '/', '/etc/hosts'],
    ['/etc/hosts', null, '/etc/hosts'],
  ])('%s in %s is %s', (text, folder, shown) => {
    expect(insideFolder(text, folder)).toBe(shown);
  });
});
