import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findWorkplace } from '../../src/capture/workplace.js';

function makeRoot(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'spoor-workplace-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function git(folder: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.org'];
  const plain = ['-c', 'commit.gpgsign=false', '-c', 'protocol.file.allow=always'];
  execFileSync('git', [...identity, ...plain, ...args], {
    cwd: folder,
    stdio: 'pipe',
    env: { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
  });
}

function makeRepository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'Begin');
  return folder;
}

describe('the workplace', () => {
  it('of a repository is its root and branch', () => {
    const repo = makeRepository(join(makeRoot(), 'repo'));
    expect(findWorkplace(repo)).toEqual({ cwd: repo, projectId: repo, gitBranch: 'main' });
  });

  it('of a folder inside is that of the repository', () => {
    const repo = makeRepository(join(makeRoot(), 'repo'));
    const cwd = join(repo, 'a', 'b');
    mkdirSync(cwd, { recursive: true });
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: repo, gitBranch: 'main' });
  });

  it('of a folder inside that is gone is that of the repository', () => {
    const repo = makeRepository(join(makeRoot(), 'repo'));
    const cwd = join(repo, 'gone', 'too');
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: repo, gitBranch: 'main' });
  });

  it('of a linked worktree is the main root with its own branch', () => {
    const root = makeRoot();
    const repo = makeRepository(join(root, 'repo'));
    const cwd = join(root, 'tree');
    git(repo, 'worktree', 'add', '-q', '-b', 'topic/one', cwd);
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: repo, gitBranch: 'topic/one' });
  });

  it.each(['bare.git', '.bare'])('of a worktree of a bare repository is that: %s', (name) => {
    const root = makeRoot();
    const repo = makeRepository(join(root, 'repo'));
    const bare = join(root, name);
    git(root, 'clone', '-q', '--bare', repo, bare);
    const cwd = join(root, 'tree');
    git(bare, 'worktree', 'add', '-q', '-b', 'topic', cwd);
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: bare, gitBranch: 'topic' });
  });

  it('of a submodule is the submodule', () => {
    const root = makeRoot();
    const part = makeRepository(join(root, 'part'));
    const repo = makeRepository(join(root, 'repo'));
    git(repo, 'submodule', '--quiet', 'add', part, 'sub');
    const cwd = join(repo, 'sub');
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd, gitBranch: 'main' });
  });

  it('has the commit when no branch is checked out', () => {
    const repo = makeRepository(join(makeRoot(), 'repo'));
    git(repo, 'checkout', '-q', '--detach');
    expect(findWorkplace(repo).gitBranch).toMatch(/^[0-9a-f]{7}$/);
  });

  it('has a branch with slashes whole', () => {
    const repo = makeRepository(join(makeRoot(), 'repo'));
    git(repo, 'checkout', '-q', '-b', 'feature/a/b.c');
    expect(findWorkplace(repo).gitBranch).toBe('feature/a/b.c');
  });

  it('of a folder without repository is the folder', () => {
    const cwd = makeRoot();
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd });
  });

  it('of a folder that is gone is the folder', () => {
    const cwd = join(makeRoot(), 'gone');
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd });
  });

  it('of a link is what it leads to', () => {
    const root = makeRoot();
    const cwd = join(root, 'link');
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), cwd);
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: join(root, 'real') });
  });

  it.each(['', 'sub'])('of a link into a repository is the repository: %j', (sub) => {
    const root = makeRoot();
    const repo = makeRepository(join(root, 'repo'));
    mkdirSync(join(repo, 'sub'));
    const cwd = join(root, 'link');
    symlinkSync(join(repo, sub), cwd);
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: repo, gitBranch: 'main' });
  });

  it.each([
    ['relative', 'repo/sub'],
    ['empty', ''],
  ])('of a path that is %s is not looked for', (_name, cwd) => {
    expect(findWorkplace(cwd)).toEqual({ cwd });
  });

  it.each([
    ['a NUL', '/tmp/a\0b'],
    ['too long a name', `/tmp/${'x'.repeat(5_000)}`],
    ['too long a path', '/tmp/x'.repeat(5_000)],
    ['half a million folders', '/x'.repeat(500_000)],
  ])('of a path with %s is the path', (_name, cwd) => {
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd });
  });

  it('of links that lead in a circle is the path', () => {
    const cwd = join(makeRoot(), 'circle');
    symlinkSync(cwd, cwd);
    expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd });
  });

  it.each(['', 'gitdir: /nowhere', 'gitdir: \0', '\xff\xfe', 'gitdir: ../gone\r\n'])(
    'of a folder whose `.git` says %j is the folder',
    (text) => {
      const cwd = makeRoot();
      writeFileSync(join(cwd, '.git'), text);
      expect(findWorkplace(cwd)).toEqual({ cwd, projectId: cwd });
    },
  );
});
