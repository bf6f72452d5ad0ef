import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENT_VERSION } from './client.ts';

/** The places of one run, all in one folder in the system's temp folder. */
export interface Scratch {
  readonly folder: string;
  readonly home: string;
  readonly repo: string;
  readonly dataDir: string;
  readonly counted: string;
}

const KEY = 'sk-ant-api03-scripted-key-that-opens-nothing-0000000000000000';
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The places in a run's folder; a new folder is made when none is given. */
export function scratchIn(folder = mkdtempSync(join(tmpdir(), 'spoor-run-'))): Scratch {
  const home = join(folder, 'home');
  return {
    folder,
    home,
    repo: join(folder, 'repo'),
    dataDir: join(home, '.local/share/spoor'),
    counted: join(folder, 'counted'),
  };
}

/** Makes the home of a user who has been through the first-run dialogs, and a repository to work in. */
export function makeScratch({ folder, home, repo }: Scratch): void {
  if (existsSync(join(repo, '.git'))) {
    return;
  }
  mkdirSync(join(home, '.claude'), { recursive: true });
  mkdirSync(join(repo, '.claude'), { recursive: true });
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  writeFileSync(join(home, '.claude.json'), JSON.stringify(clientState(repo)));
  writeFileSync(join(repo, 'README.md'), '# Scratch\n\nA repository for one run.\n');
  const env = cleanEnv(home);
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '.'],
    ['commit', '-qm', 'Begin'],
  ]) {
    execFileSync('git', args, { cwd: repo, env, stdio: 'pipe' });
  }
}

/** An environment that holds nothing of the user's. */
export function cleanEnv(home: string): Record<string, string> {
  return {
    PATH,
    HOME: home,
    USER: 'scratch',
    SHELL: '/bin/sh',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Scratch',
    GIT_AUTHOR_EMAIL: 'scratch@example.invalid',
    GIT_COMMITTER_NAME: 'Scratch',
    GIT_COMMITTER_EMAIL: 'scratch@example.invalid',
  };
}

/** The client's own environment: a key that opens nothing, and no calls but those to the mock API. */
export function clientEnv({ folder, home }: Scratch): Record<string, string> {
  return {
    ...cleanEnv(home),
    TMPDIR: join(folder, 'tmp'),
    CLAUDE_CODE_TMPDIR: join(folder, 'tmp'),
    ANTHROPIC_API_KEY: KEY,
    CLAUDE_CODE_MAX_RETRIES: '2',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    // It would go on after the run, in folders that are being removed.
    SPOOR_MAINTENANCE: 'off',
  };
}

function clientState(repo: string): object {
  return {
    hasCompletedOnboarding: true,
    lastOnboardingVersion: CLIENT_VERSION,
    theme: 'dark',
    numStartups: 3,
    customApiKeyResponses: { approved: [KEY.slice(-20)], rejected: [] },
    projects: { [repo]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  };
}
