import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Signs that more is to come. */
const BUSY = /reading|searching|… [●!] /i;

/** A program in a terminal of tmux', whose screen can be read. */
export class Tmux {
  #socket;
  #env;

  constructor(socket, { columns, rows, cwd, env, command }) {
    this.#socket = socket;
    this.#env = env;
    const size = ['-x', String(columns), '-y', String(rows)];
    this.#run('new-session', '-d', '-c', cwd, ...size, ...command);
  }

  /** Presses a key, as tmux names it, or types a text. */
  type(key) {
    this.#run('send-keys', '-t', '0', key);
  }

  /** The screen with its colours. */
  coloured() {
    return this.#run('capture-pane', '-e', '-N', '-p');
  }

  /** Waits until a pattern is on the screen, in its text or with its colours. */
  async see(pattern) {
    const end = performance.now() + 30_000;
    for (;;) {
      const text = this.#run('capture-pane', '-p');
      if (pattern.test(text) || pattern.test(this.coloured())) return;
      if (performance.now() > end) throw new Error(`waited in vain for ${pattern}:\n${text}`);
      await sleep(50);
    }
  }

  /** Waits until the screen has stood still for a while; clocks apart, which never do. */
  async settle() {
    let before = '';
    for (let quiet = 0; quiet < 3; ) {
      await sleep(100);
      const now = this.#run('capture-pane', '-p').replace(/\d/g, '0');
      quiet = now === before && !BUSY.test(now) ? quiet + 1 : 0;
      before = now;
    }
  }

  /** Ends the program, which may write what it keeps while it ends, and then the terminal. */
  async end() {
    try {
      this.#run('set-option', '-t', '0', 'remain-on-exit', 'on');
      process.kill(Number(this.#ask('pane_pid')));
      const end = performance.now() + 5_000;
      while (this.#ask('pane_dead') !== '1' && performance.now() < end) await sleep(20);
      this.#run('kill-server');
    } catch {
      // It has ended by itself.
    }
  }

  #ask(name) {
    return this.#run('display-message', '-t', '0', '-p', `#{${name}}`).trim();
  }

  #run(...args) {
    return execFileSync('tmux', ['-u', '-S', this.#socket, '-f', '/dev/null', ...args], {
      env: this.#env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }
}
