const HEX = '0123456789abcdef';
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Chance that repeats: the same seed gives the same run of values (sfc32). */
export class Random {
  #a;
  #b;
  #c;
  #count = 1;

  constructor(seed) {
    this.#a = seed >>> 0;
    this.#b = 0x9e3779b9;
    this.#c = 0x243f6a88;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** 32 bits. */
  next() {
    const sum = (this.#a + this.#b + this.#count++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 up to and without 1. */
  fraction() {
    return this.next() / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least, most) {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** A whole number of which each order of magnitude is as likely as the next. */
  spread(least, most) {
    return Math.round(least * (most / least) ** this.fraction());
  }

  chance(probability) {
    return this.fraction() < probability;
  }

  pick(list) {
    return list[Math.floor(this.fraction() * list.length)];
  }

  hex(length) {
    let text = '';
    while (text.length < length) {
      for (let bits = this.next(), i = 0; i < 8; i++, bits >>>= 4) text += HEX[bits & 15];
    }
    return text.slice(0, length);
  }

  uuid() {
    const hex = this.hex(32);
    const variant = HEX[8 + (Number.parseInt(hex[16], 16) & 3)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** An id as the API gives: `msg_01` and 22 letters. */
  apiId(prefix) {
    let text = `${prefix}_01`;
    for (let i = 0; i < 22; i++) text += BASE58[this.next() % 58];
    return text;
  }
}
