const NAMES =
  'order cart user session token price batch cursor event record store reader writer parser queue cache index page report invoice account stock shipment label filter schema field value result input output request response client server worker task job config option path file line column row table query'.split(
    ' ',
  );
const VERBS =
  'read write parse load save merge find list count check open close send fetch build apply remove update create move split join sort render format'.split(
    ' ',
  );
const WORDS =
  'the a of and to in is that it for as with was on are by this be from or which at not have has when there into more only one its than then so each other some all can will would should but if no also before after between while because every last first next new same small large long short still again often rarely usually however therefore instead'.split(
    ' ',
  );
const LEVELS = ['DEBUG', 'INFO', 'INFO', 'INFO', 'WARN', 'ERROR'];
const POOL = 1 << 20;

/** Texts as a client's tools and models write them: source code, logs and prose, cut from a pool. */
export class Words {
  #random;
  #pools;

  constructor(random) {
    this.#random = random;
    this.#pools = new Map();
  }

  /** About so many characters of whole lines, without a newline at the end. */
  text(kind, length) {
    const { text, starts } = this.#pool(kind);
    const from = starts[Math.floor(this.#random.fraction() * starts.length)];
    if (from + length < text.length) return text.slice(from, from + length);
    return text.slice(from) + text.slice(0, length - (text.length - from));
  }

  sentence(words = this.#random.between(5, 16)) {
    let text = this.name();
    for (let i = 1; i < words; i++) {
      text += ` ${this.#random.chance(0.6) ? this.#random.pick(WORDS) : this.name()}`;
    }
    return `${text[0].toUpperCase()}${text.slice(1)}.`;
  }

  name() {
    return this.#random.pick(NAMES);
  }

  verb() {
    return this.#random.pick(VERBS);
  }

  /** A file of the project. */
  path() {
    const end = this.#random.pick(['ts', 'ts', 'ts', 'py', 'go', 'md', 'json']);
    return `src/${this.name()}/${this.verb()}-${this.name()}.${end}`;
  }

  #pool(kind) {
    const known = this.#pools.get(kind);
    if (known !== undefined) return known;
    const lines = [];
    for (let length = 0; length < POOL; length += lines.at(-1).length + 1) {
      lines.push(this.#line(kind));
    }
    const starts = [];
    for (let at = 0, i = 0; i < lines.length; at += lines[i].length + 1, i++) starts.push(at);
    const pool = { text: lines.join('\n'), starts };
    this.#pools.set(kind, pool);
    return pool;
  }

  #line(kind) {
    const random = this.#random;
    const [a, b, verb] = [this.name(), this.name(), this.verb()];
    const capital = `${b[0].toUpperCase()}${b.slice(1)}`;
    switch (kind) {
      case 'code':
        return random.pick([
          () => `import { ${verb}${capital} } from './${a}/${verb}-${b}.js';`,
          () => `/** ${this.sentence()} */`,
          () =>
            `export function ${verb}${capital}(${a}: ${capital}, limit = ${random.between(1, 500)}) {`,
          () =>
            `  const ${a} = await ${verb}${capital}({ ${b}, size: ${random.between(1, 9999)} });`,
          () =>
            `  if (${a}.${b} === null || ${a}.length > ${random.between(1, 64)}) return undefined;`,
          () => `    ${a}.${b}.push({ id: '${random.hex(8)}', ${a}: ${b} });`,
          () =>
            `  for (const ${a} of ${b}s) total += ${a}.${verb}(${b}) * ${random.between(2, 90)};`,
          () => `  throw new Error(\`cannot ${verb} \${${a}.path}: "${b}" is missing\`);`,
          () => '  }',
          () => '}',
          () => '',
        ])();
      case 'log': {
        const time = `2026-11-${String(random.between(10, 28))}T${String(random.between(10, 23))}:${String(random.between(10, 59))}:${String(random.between(10, 59))}.${String(random.between(100, 999))}Z`;
        return random.pick([
          () =>
            `${time} ${random.pick(LEVELS)} [${a}-${b}] ${this.sentence()} id=${random.hex(12)} took=${random.between(1, 4000)}ms`,
          () =>
            ` ✓ test/${a}/${verb}-${b}.test.ts (${random.between(1, 40)} tests) ${random.between(1, 900)}ms`,
          () =>
            `    at ${verb}${capital} (/home/dev/shop/${this.path()}:${random.between(1, 400)}:${random.between(1, 90)})`,
          () =>
            `drwxr-xr-x ${random.between(2, 9)} dev dev ${random.between(100, 99999)} Nov ${random.between(10, 28)} 09:${random.between(10, 59)} ${a}-${b}`,
          () => `src/${a}/${verb}-${b}.ts:${random.between(1, 900)}:  const ${a} = ${verb}(${b});`,
        ])();
      }
      default:
        return random.chance(0.1)
          ? `- **${this.name()}**: ${this.sentence()} – “${this.name()}” → ${this.sentence()}`
          : `${this.sentence()} ${this.sentence()} ${this.sentence()}`;
    }
  }
}
