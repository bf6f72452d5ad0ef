import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMockApi } from './mock-api.ts';
import type { KillPlan, RunOutcome, RunPlan } from './run-plan.ts';
import { playInTerminal } from './terminal.ts';

const folder = process.argv[2] ?? '';
const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as RunPlan;
const api = await startMockApi(plan.repo);
const env = { ...plan.env, ANTHROPIC_BASE_URL: api.url };
const start = performance.now();
const end = plan.mode === 'p' ? await runHeadless() : await runInTerminal();
const outcome: RunOutcome = { ...end, wallMs: performance.now() - start };
writeFileSync(join(folder, 'outcome.json'), JSON.stringify(outcome));
api.close();

type End = Omit<RunOutcome, 'wallMs'>;

async function runHeadless(): Promise<End> {
  const stdout = openSync(join(folder, 'stdout.jsonl'), 'w');
  const stderr = openSync(join(folder, 'stderr.txt'), 'w');
  const client = spawn(plan.executable, plan.args, {
    cwd: plan.repo,
    env,
    stdio: ['ignore', stdout, stderr],
    timeout: plan.timeoutMs,
    killSignal: 'SIGKILL',
  });
  const watch = setInterval(() => {
    const { killOnFile } = plan;
    if (killOnFile === undefined || !isTimeFor(killOnFile)) return;
    clearInterval(watch);
    client.kill(killOnFile.signal);
  }, 50);
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.on('exit', (status, signal) => {
      clearInterval(watch);
      closeSync(stdout);
      closeSync(stderr);
      resolve({ status, signal, screens: [] });
    });
  });
}

function isTimeFor({ name, transcriptHolds }: KillPlan): boolean {
  if (!existsSync(join(plan.repo, name))) return false;
  if (transcriptHolds === undefined) return true;
  const projects = join(plan.env['HOME'] ?? '', '.claude/projects');
  return readdirSync(projects, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.jsonl'))
    .some((file) => readFileSync(join(projects, file), 'utf8').includes(transcriptHolds));
}

async function runInTerminal(): Promise<End> {
  const exitFile = join(folder, 'exit-status');
  const script = join(folder, 'client.sh');
  const words = [plan.executable, ...plan.args].map(quote).join(' ');
  writeFileSync(script, `cd ${quote(plan.repo)}\n${words}\necho $? >${quote(exitFile)}\n`);
  const screens: string[] = [];
  const socket = join(folder, 'tmux.sock');
  const { repo, counted } = plan;
  const terminal = { socket, exitFile, repo, counted, env, screens };
  await playInTerminal(terminal, script, plan.terminalSteps);
  return { status: Number(readFileSync(exitFile, 'utf8')), signal: null, screens };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
