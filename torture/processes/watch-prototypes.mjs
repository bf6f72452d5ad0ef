// Loaded into a hook before it: tells, when it ends, of anything that was added to what all objects
// have.
import { writeFileSync } from 'node:fs';

const watched = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const namesOf = (object) => Reflect.ownKeys(object).map(String).join();
const before = watched.map(namesOf);

process.on('exit', () => {
  const isClean = watched.every((object, index) => namesOf(object) === before[index]);
  if (!isClean) writeFileSync(process.env.SPOOR_TORTURE_POLLUTED, 'polluted');
});
