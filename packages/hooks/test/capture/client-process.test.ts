import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isClientAlive, readClientProcess } from '../../src/capture/client-process.js';

const hasProc = existsSync('/proc/self/stat');

describe('what is kept of the environment', () => {
  it('is version, entry point, process and its start, and nothing else', () => {
    const client = readClientProcess({
      AI_AGENT: 'claude-code_2-1-329_agent',
      CLAUDE_CODE_ENTRYPOINT: 'sdk-cli',
      CLAUDE_PID: String(process.pid),
      ANTHROPIC_API_KEY: 'secret',
      PATH: '/bin',
    });
    const start = hasProc ? { pidStart: expect.stringMatching(/^\d+$/) } : {};
    expect(client).toEqual({
      version: '2.1.329',
      entrypoint: 'sdk-cli',
      pid: process.pid,
      ...start,
    });
  });

  it('has no start when there is no such process', async () => {
    const pid = await endedProcess();
    expect(readClientProcess({ CLAUDE_PID: String(pid) })).toEqual({ pid });
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['empty texts', { AI_AGENT: '', CLAUDE_CODE_ENTRYPOINT: '', CLAUDE_PID: '' }],
    ['another agent', { AI_AGENT: 'other_2-1-329' }],
    ['half a version', { AI_AGENT: 'claude-code_2-1' }],
    ['a version that is long', { AI_AGENT: `claude-code_2-1-${'9'.repeat(5_000)}` }],
    ['an entry point with spaces', { CLAUDE_CODE_ENTRYPOINT: 'a b' }],
    ['an entry point with lines', { CLAUDE_CODE_ENTRYPOINT: 'cli\n' }],
    ['an entry point that is long', { CLAUDE_CODE_ENTRYPOINT: 'x'.repeat(51) }],
    ['a process that is none', { CLAUDE_PID: '0' }],
    ['a negative process', { CLAUDE_PID: '-1' }],
    ['a path for a process', { CLAUDE_PID: '../self' }],
    ['a number that is none', { CLAUDE_PID: '1e3' }],
    ['a number that is long', { CLAUDE_PID: '12345678901' }],
  ])('is nothing from %s', (_name, env) => {
    expect(readClientProcess(env)).toEqual({});
  });
});

describe('a client', () => {
  const ownStart = () => readClientProcess({ CLAUDE_PID: String(process.pid) }).pidStart ?? null;

  it('is alive while its process is', () => {
    expect(isClientAlive(process.pid, ownStart())).toBe(true);
    expect(isClientAlive(process.pid, null)).toBe(true);
  });

  it('is gone with its process', async () => {
    const pid = await endedProcess();
    expect(isClientAlive(pid, null)).toBe(false);
    expect(isClientAlive(pid, '123')).toBe(false);
  });

  it.runIf(hasProc)('is gone when another process has its number', () => {
    expect(isClientAlive(process.pid, '1')).toBe(false);
  });

  it.runIf(hasProc)('is gone when its process has ended and nobody asked how', async () => {
    const { child, pid } = await unawaitedProcess();
    expect(child.exitCode).toBeNull();
    await expect.poll(() => isClientAlive(pid, null)).toBe(false);
  });
});

async function endedProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'close');
  return child.pid ?? 0;
}

/** A process that has ended, and whose parent doesn't ask for its status. */
async function unawaitedProcess(): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn('sh', ['-c', 'true & echo $!; exec sleep 60']);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [pid] = await once(child.stdout, 'data');
  return { child, pid: Number(String(pid)) };
}
