import { newEventId } from '@spoor/core';

/** Ids of one millisecond that keep their order. */
const PER_MS = 0x1000;

/**
 * Makes ids that grow, also within a millisecond and when the clock goes back: UUIDv7 with a counter
 * behind the time (RFC 9562, section 6.2, method 1).
 * @param floorMs all ids are later than this.
 */
export function createWriteOrder(floorMs: number): (nowMs: number) => string {
  let ms = floorMs;
  let count = PER_MS - 1;
  return (nowMs) => {
    if (nowMs > ms) {
      ms = nowMs;
      count = 0;
    } else if (count < PER_MS - 1) {
      count++;
    } else {
      ms++;
      count = 0;
    }
    const id = newEventId(ms);
    return `${id.slice(0, 15)}${count.toString(16).padStart(3, '0')}${id.slice(18)}`;
  };
}
