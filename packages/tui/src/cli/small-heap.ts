import v8 from 'node:v8';

/**
 * Keeps V8's space for young objects as small as it begins, in all threads of the process. A screen
 * that is open all day makes many short-lived objects: V8 would make room for 48 MB of them in each
 * thread, and give little of it back. The flag is looked at each time that the space would grow.
 */
export function keepHeapSmall(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
}
