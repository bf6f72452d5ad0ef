import type { RedactionRule } from '../../rule.js';
import { tokenRule } from '../token.js';

/** Tokens and passwords of databases, and of what moves data. */
export const databaseTokens: readonly RedactionRule[] = [
  tokenRule('databricks-token', 'dapi%h{32}(?:-%d)?', 'dose%h{32}', 'dkea%h{32}'),
  tokenRule('planetscale-token', 'pscale_tkn_%t{32,}', 'pscale_pw_%t{32,}', 'pscale_oauth_%t{32,}'),
  tokenRule('neon-key', 'napi_%l{40,}', 'npg_%a{12,}'),
  tokenRule('mongodb-atlas-secret', 'mdb_sa_sk_%w{40}'),
  tokenRule('cockroach-key', 'CCDB1_%a{22}_%a{40}'),
  tokenRule('clickhouse-key', '4b1d%a{38}(?!%a)'),
  tokenRule('confluent-key', 'cflt%b{60}(?!%b)'),
  tokenRule('aiven-secret', 'AVNS_%w{18,}', 'aivenv1%b{100,}'),
  tokenRule('fauna-key', 'fnAE%w{36}(?!%w)', 'fnAF%w{36}(?!%w)'),
  tokenRule('elastic-key', 'essu_%b{50,}={0,2}'),
  tokenRule('dbt-token', 'dbtc_%t{36,}', 'dbtu_%t{36,}'),
  tokenRule('tinybird-token', 'p.eyJ%t{60,}'),
  tokenRule('xata-key', 'xau_%a{30,}'),
  tokenRule('materialize-password', 'mzp_%h{60,}'),
  tokenRule('segment-token', 'sgp_%a{64}'),
  tokenRule('prefect-key', 'pnu_%a{36}', 'pnb_%a{36}'),
  tokenRule('pganalyze-key', 'pgar_%a{27}'),
];
