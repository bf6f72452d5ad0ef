import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { onTestFinished } from 'vitest';
import { makeUser, runSpoor, type SpoorResult, type TestUser } from '../cli/spoor-process.js';

/** A user whose hooks are installed, as the client would run them. */
export interface RecordingUser extends TestUser {
  readonly project: string;
  readonly spoor: (...args: string[]) => Promise<SpoorResult>;
  /** Sends an event, or anything, through the command of the settings: a process of its own. */
  readonly hook: (input: JsonObject | string) => Promise<SpoorResult>;
  /** Names of what waits in the spool. */
  readonly spooled: () => string[];
}

/** Makes a user and installs the hooks for them; all of it goes with the test. */
export async function makeRecordingUser(): Promise<RecordingUser> {
  const made = makeUser();
  onTestFinished(made.remove);
  const project = join(made.root, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  const settings = join(made.root, 'claude', 'settings.json');
  const env = { ...made.env, CLAUDE_CONFIG_DIR: join(made.root, 'claude') };
  mkdirSync(env.CLAUDE_CONFIG_DIR);
  const user = { ...made, env };
  const installed = await runSpoor(user, ['hooks', 'install', '--user']);
  if (installed.code !== 0) throw new Error(installed.stderr);
  const command = commandIn(settings);
  return {
    ...user,
    project,
    spoor: (...args) => runSpoor(user, args),
    hook: (input) => runCommand(command, env, { cwd: project, ...asObject(input) }, input),
    spooled: () => namesIn(join(user.dataDir, 'spool')),
  };
}

function commandIn(settings: string): string {
  const { hooks } = JSON.parse(readFileSync(settings, 'utf8')) as {
    hooks: { Stop: [{ hooks: [{ command: string }] }] };
  };
  return hooks.Stop[0].hooks[0].command;
}

function asObject(input: JsonObject | string): JsonObject {
  return typeof input === 'string' ? {} : input;
}

function runCommand(
  command: string,
  env: Readonly<Record<string, string>>,
  event: JsonObject,
  input: JsonObject | string,
): Promise<SpoorResult> {
  const child = spawn('/bin/sh', ['-c', command], { env, cwd: '/' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A hook that has given up reads no more.
  child.stdin.on('error', () => {});
  child.stdin.end(typeof input === 'string' ? input : JSON.stringify(event));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}
