import { aiTokens } from './ai.js';
import { buildingTokens } from './building.js';
import { chatTokens } from './chat.js';
import { cloudTokens } from './cloud.js';
import { databaseTokens } from './databases.js';
import { forgeTokens } from './forges.js';
import { identityTokens } from './identity.js';
import { keyTokens } from './keys.js';
import { observabilityTokens } from './observability.js';
import { paymentTokens } from './payment.js';
import { registryTokens } from './registries.js';
import { workTokens } from './work.js';

/**
 * Tokens that are told by how they start and what they are made of: a rule's name and its formats on
 * a line, and on the next ones if they start with spaces.
 */
export const TOKENS: string = [
  keyTokens,
  aiTokens,
  cloudTokens,
  databaseTokens,
  forgeTokens,
  registryTokens,
  buildingTokens,
  paymentTokens,
  chatTokens,
  observabilityTokens,
  identityTokens,
  workTokens,
].join('');
