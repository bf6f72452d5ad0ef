import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REDACTION_RULES, type RedactionRule, redactJson, redactText, sampleOf } from '@spoor/core';
import type { Attack, Outcome, Scale } from '../attack.ts';
import { SETTINGS } from '../support/token-settings.ts';

/** Every rule, on tokens made by chance, in all settings; and nothing of what only looks like one. */
export const rules: Attack = {
  name: 'rules',
  promise: 7,
  does: 'every rule on tokens made by chance in all settings, on near misses, on ordinary ids',
  run: async (scale) => attackRules(scale),
};

const TOKENS: Readonly<Record<Scale, number>> = { quick: 8, full: 60 };
/** Faults that are told; the rest is counted. */
const TOLD = 20;

function attackRules(scale: Scale): Outcome {
  const faults: string[] = [];
  const tally = { tokens: 0, texts: 0, found: 0, misses: 0, taken: 0 };
  const withFormats = REDACTION_RULES.filter(({ formats }) => formats !== undefined);
  for (const { name, formats = [] } of withFormats) {
    for (const format of formats) {
      for (let seed = 0; seed < TOKENS[scale]; seed++) {
        const token = sampleOf(format, seed + 100);
        tally.tokens += 1;
        for (const [setting, put] of Object.entries(SETTINGS)) {
          tally.texts += 1;
          if (isGone(put(token), token)) tally.found += 1;
          else
            faults.push(`${name} leaves a token ${setting}: format ${format}, seed ${seed + 100}`);
        }
        const miss = nearMiss(format, token);
        tally.misses += 1;
        if (redactText(`see ${miss} there`) !== `see ${miss} there`) tally.taken += 1;
      }
    }
  }
  const examples = examplesFound(faults);
  const ids = idsLeft(TOKENS[scale] * 20, faults);
  const integrity = lockfileLeft(faults);
  return {
    figures: {
      rules: REDACTION_RULES.length,
      'rules of token formats': withFormats.length,
      'token formats': withFormats.flatMap(({ formats = [] }) => formats).length,
      'examples of the rules, found': `${examples.found} of ${examples.tried}`,
      settings: Object.keys(SETTINGS).length,
      'tokens made by chance': tally.tokens,
      'tokens × settings, found': `${tally.found} of ${tally.texts}`,
      'heads without the rest, left': `${tally.misses - tally.taken} of ${tally.misses}`,
      'ids, hashes and checksums left': `${ids.left} of ${ids.tried}`,
      'lines of lockfiles left': `${integrity.left} of ${integrity.tried}`,
    },
    faults: [
      ...faults.slice(0, TOLD),
      ...(faults.length > TOLD ? [`and ${faults.length - TOLD} more`] : []),
      ...(tally.taken > 0 ? [`${tally.taken} near misses were taken`] : []),
    ],
  };
}

function isGone(text: string, token: string): boolean {
  const inValue = JSON.stringify(redactJson({ text, list: [text] }));
  return !redactText(text).includes(token) && !inValue.includes(token);
}

/** The head, and so little of the rest that no token is that short. */
function nearMiss(format: string, token: string): string {
  const head = /^[^%[]*/.exec(format)?.[0] ?? '';
  return token.slice(0, head.length + 2);
}

function examplesFound(faults: string[]): { found: number; tried: number } {
  const all = REDACTION_RULES.flatMap((rule) => rule.examples.map((text) => ({ rule, text })));
  let found = 0;
  for (const { rule, text } of all) {
    const secret = secretIn(rule, text);
    if (redactText(text).includes(secret)) faults.push(`${rule.name} leaves its example`);
    else found += 1;
  }
  return { found, tried: all.length };
}

/** The longest piece of what a rule takes in an example. */
function secretIn({ pattern, group }: RedactionRule, example: string): string {
  const found = new RegExp(pattern.source, pattern.flags).exec(example)?.[group ?? 0] ?? '';
  return found.split(/[\s\\]+/).reduce((a, b) => (b.length > a.length ? b : a), '');
}

/** What must stay readable, so that what belongs together can be told: by its form, and its name. */
const IDS: Readonly<Record<string, string>> = {
  session_id: '%h{8}-%h{4}-4%h{3}-8%h{3}-%h{12}',
  uuid: '%h{8}-%h{4}-7%h{3}-9%h{3}-%h{12}',
  tool_use_id: 'toolu_01%a{22}',
  id: 'msg_01%a{22}',
  requestId: 'req_011%a{21}',
  agentId: 'a%h{16}',
  promptId: '%h{8}-%h{4}-4%h{3}-a%h{3}-%h{12}',
  commit: '%h{40}',
  shasum: '%h{40}',
  sha256: '%h{64}',
  integrity: 'sha512-%b{86}==',
  etag: '%h{32}',
};

function idsLeft(times: number, faults: string[]): { left: number; tried: number } {
  let [left, tried] = [0, 0];
  for (const [name, form] of Object.entries(IDS)) {
    for (let seed = 0; seed < times; seed++) {
      const value = {
        [name]: sampleOf(form, seed),
        text: `${name} is ${sampleOf(form, seed)} here`,
      };
      tried += 1;
      if (JSON.stringify(redactJson(value)) === JSON.stringify(value)) left += 1;
      else faults.push(`takes ${name}: form ${form}, seed ${seed}`);
    }
  }
  return { left, tried };
}

function lockfileLeft(faults: string[]): { left: number; tried: number } {
  const root = join(import.meta.dirname, '../..');
  const files = globSync('{pnpm-lock.yaml,node_modules/.pnpm/lock.yaml}', { cwd: root });
  const lines = files
    .map((file) => join(root, file))
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const taken = lines.filter((line) => redactText(line) !== line);
  for (const line of taken.slice(0, 3)) faults.push(`takes of a lockfile: ${line.trim()}`);
  return { left: lines.length - taken.length, tried: lines.length };
}
