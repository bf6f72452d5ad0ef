import type { Attack } from '../attack.ts';
import { fuzz } from './fuzz.ts';
import { hostileInput } from './hostile-input.ts';
import { hostilePlaces } from './hostile-places.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [hostileInput, hostilePlaces, fuzz];
