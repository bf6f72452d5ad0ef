import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A program in a terminal of its own (util-linux' `script` makes it), with the times at which it
 * wrote something.
 */
export class Terminal {
  #process;
  #output = '';
  #waiting = [];

  constructor(command, { env, columns = 120, rows = 40 }) {
    const inside = `stty cols ${columns} rows ${rows}; exec ${command.map(quoted).join(' ')}`;
    this.#process = spawn('script', ['-qfec', inside, '/dev/null'], {
      env: { ...env, TERM: 'xterm-256color', COLORTERM: '', LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#process.stdout.setEncoding('utf8');
    this.#process.stdout.on('data', (text) => {
      this.#output += text;
      const at = performance.now();
      this.#waiting = this.#waiting.filter((one) => !one(at));
    });
    this.ended = new Promise((resolve) => this.#process.on('exit', resolve));
  }

  /** Types keys. @returns when it did. */
  type(keys) {
    this.#process.stdin.write(keys);
    return performance.now();
  }

  /** Waits until a pattern was written since the last `forget`. @returns when it was. */
  async see(pattern, limitMs = 20_000) {
    return await this.#until(() => pattern.test(this.#output), limitMs, String(pattern));
  }

  /** Waits until anything was written since the last `forget`. @returns when it was. */
  async seeChange(limitMs = 5_000) {
    return await this.#until(() => this.#output !== '', limitMs, 'a change');
  }

  /** Waits until nothing is written for a while. */
  async settle(quietMs = 120) {
    for (let before = -1; before !== this.#output.length; ) {
      before = this.#output.length;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  }

  forget() {
    this.#output = '';
  }

  get output() {
    return this.#output;
  }

  /** The program's process. */
  get pid() {
    const id = this.#process.pid;
    const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim().split(' ');
    return Number(children[0]);
  }

  /** Quits the program by its key, or by force when that has no effect. */
  async close() {
    this.#process.stdin.write('\u001bq');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 3_000);
    await this.ended;
    clearTimeout(timer);
  }

  #until(test, limitMs, what) {
    return new Promise((resolve, reject) => {
      if (test()) {
        resolve(performance.now());
        return;
      }
      const timer = setTimeout(
        () =>
          reject(
            new Error(`waited in vain for ${what}: ${JSON.stringify(this.#output.slice(-300))}`),
          ),
        limitMs,
      );
      this.#waiting.push((at) => {
        if (!test()) return false;
        clearTimeout(timer);
        resolve(at);
        return true;
      });
    });
  }
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
