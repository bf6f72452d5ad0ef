import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Availability, available } from './availability.ts';
import { findClient } from './client.ts';
import { type ClientRun, readRun } from './client-run.ts';
import { type Command, findNamespace } from './namespace.ts';
import type { KillPlan, RunPlan } from './run-plan.ts';
import { promptFor } from './scenarios.ts';
import { cleanEnv, clientEnv, makeScratch, type Scratch, scratchIn } from './scratch.ts';
import type { TerminalStep } from './terminal.ts';

/** What this machine offers to run the client with. */
export interface ClientTools {
  readonly executable: string;
  readonly enterNamespace: Command;
}

/** How to run the client once. */
export interface RunOptions {
  /** Script that the mock API plays; at the terminal the steps submit their prompts themselves. */
  readonly scenario?: string;
  readonly mode?: 'p' | 'tui';
  readonly terminalSteps?: readonly TerminalStep[];
  /** The folder of an earlier run, to go on with its home and repository. */
  readonly folder?: string;
  readonly userSettings?: object;
  readonly projectSettings?: (scratch: Scratch) => object;
  /** Commands run in the repository with the run's home before the client starts. */
  readonly setup?: readonly Command[];
  /** Runs in this process after `setup`. */
  readonly prepare?: (scratch: Scratch) => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly allowedTools?: readonly string[];
  readonly permissionMode?: string;
  /** More of the client's own arguments. */
  readonly args?: readonly string[];
  /** Ends the client with a signal as soon as a file is in the repository. */
  readonly killOnFile?: KillPlan;
  readonly umask?: number;
  readonly timeoutMs?: number;
}

const INSIDE = fileURLToPath(new URL('./inside-namespace.ts', import.meta.url));
const ALLOWED_TOOLS = ['Bash', 'Read', 'Write', 'Edit', 'Agent'];

/** Finds the client and a way to run it without a network, or says why that can't be. */
export async function findClientTools(): Promise<Availability<ClientTools>> {
  const namespace = findNamespace();
  if (!namespace.available) {
    return namespace;
  }
  const client = await findClient();
  return client.available
    ? available({ executable: client.value, enterNamespace: namespace.value })
    : client;
}

/** Runs the real client against the mock API, with loopback as its only network. */
export async function runClient(tools: ClientTools, options: RunOptions): Promise<ClientRun> {
  const scratch = scratchIn(options.folder);
  makeScratch(scratch);
  writeSettings(scratch, options);
  for (const command of options.setup ?? []) {
    runSetup(command, scratch, options);
  }
  options.prepare?.(scratch);
  const plan = makePlan(tools, scratch, options);
  writeFileSync(join(scratch.folder, 'plan.json'), JSON.stringify(plan));
  await runInside(tools.enterNamespace, plan, options.umask);
  return readRun(scratch);
}

function writeSettings(scratch: Scratch, { userSettings, projectSettings }: RunOptions): void {
  mkdirSync(scratch.counted, { recursive: true });
  if (userSettings) {
    writeFileSync(join(scratch.home, '.claude/settings.json'), JSON.stringify(userSettings));
  }
  if (projectSettings) {
    const settings = JSON.stringify(projectSettings(scratch));
    writeFileSync(join(scratch.repo, '.claude/settings.json'), settings);
  }
}

function runSetup(command: Command, { home, repo }: Scratch, { env, umask }: RunOptions): void {
  const [program, ...args] = withUmask(command, umask);
  execFileSync(program, args, { cwd: repo, env: { ...cleanEnv(home), ...env }, stdio: 'pipe' });
}

function makePlan(tools: ClientTools, scratch: Scratch, options: RunOptions): RunPlan {
  const { mode = 'p', scenario = 'text', allowedTools = ALLOWED_TOOLS, permissionMode } = options;
  const headless = ['-p', '--output-format', 'stream-json', '--verbose'];
  return {
    mode,
    executable: tools.executable,
    args: [
      ...(mode === 'p' ? headless : []),
      ...(allowedTools.length > 0 ? ['--allowedTools', allowedTools.join(',')] : []),
      ...(permissionMode ? ['--permission-mode', permissionMode] : []),
      ...(options.args ?? []),
      ...(mode === 'p' ? ['--', promptFor(scenario)] : []),
    ],
    env: { ...clientEnv(scratch), ...options.env },
    folder: scratch.folder,
    repo: scratch.repo,
    counted: scratch.counted,
    terminalSteps: options.terminalSteps ?? [],
    timeoutMs: options.timeoutMs ?? 60_000,
    ...(options.killOnFile === undefined ? {} : { killOnFile: options.killOnFile }),
  };
}

async function runInside(enter: Command, plan: RunPlan, umask: number | undefined): Promise<void> {
  const [program, ...args] = withUmask([...enter, process.execPath, INSIDE, plan.folder], umask);
  const child = spawn(program, args, {
    env: { PATH: plan.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const stderr = await text(child.stderr);
  if ((await exit) !== 0) {
    throw new Error(`The run in ${plan.folder} failed: ${stderr}`);
  }
}

function withUmask(command: Command, umask: number | undefined): Command {
  return umask === undefined
    ? command
    : ['sh', '-c', 'umask "$0" && exec "$@"', umask.toString(8).padStart(3, '0'), ...command];
}
