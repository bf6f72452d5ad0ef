import { redactJson, redactText } from '@spoor/core';
import { readFormats, textsOf } from './corpus-h/formats.ts';

function stays(secret: string, out: string) {
  const n = Math.min(12, secret.length);
  for (let i = 0; i + n <= secret.length; i++)
    if (out.includes(secret.slice(i, i + n))) return true;
  return false;
}
const N = Number(process.argv[2] ?? 5);
const by = new Map<string, { n: number; miss: number; ex: string }>();
for (const f of readFormats()) {
  const k = f.scanner + ' ' + f.kind;
  const e = by.get(k) ?? { n: 0, miss: 0, ex: '' };
  by.set(k, e);
  for (const { text, secret } of textsOf(f, N)) {
    e.n++;
    const out = redactText(text);
    if (stays(secret, out)) {
      e.miss++;
      e.ex ||= text.slice(0, 90).replace(/\n/g, '⏎');
    }
  }
}
const t: Record<string, [number, number, number, number]> = {};
for (const [k, e] of by) {
  const s = k.split(' ')[0];
  t[s] ??= [0, 0, 0, 0];
  t[s][0]++;
  if (!e.miss) t[s][1]++;
  t[s][2] += e.n;
  t[s][3] += e.n - e.miss;
  if (e.miss) console.log(k, `${e.miss}/${e.n}`, e.ex);
}
console.log(t);
