import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program in a terminal of tmux', whose screen can be read. */
export class Tmux {
  #socket;
  #env;

  constructor(socket, { columns, rows, env, command }) {
    this.#socket = socket;
    this.#env = env;
    const size = ['-x', String(columns), '-y', String(rows)];
    this.#run('new-session', '-d', ...size, ...command);
  }

  /** Presses a key, as tmux names it, or types a text. */
  type(key) {
    this.#run('send-keys', '-t', '0', key);
  }

  /** The screen with its colours. */
  coloured() {
    return this.#run('capture-pane', '-e', '-N', '-p');
  }

  /** Waits until a pattern is on the screen. */
  async see(pattern) {
    const end = performance.now() + 30_000;
    for (;;) {
      const text = this.#run('capture-pane', '-p');
      if (pattern.test(text)) return;
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
      quiet = now === before && !now.includes('reading') ? quiet + 1 : 0;
      before = now;
    }
  }

  end() {
    try {
      this.#run('kill-server');
    } catch {
      // It has ended by itself.
    }
  }

  #run(...args) {
    return execFileSync('tmux', ['-u', '-S', this.#socket, '-f', '/dev/null', ...args], {
      env: this.#env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }
}
