import type { Attack } from '../attack.ts';
import { dependencies } from './dependencies.ts';
import { recall } from './recall.ts';
import { redactionCost } from './redaction-cost.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [recall, redactionCost, dependencies];
