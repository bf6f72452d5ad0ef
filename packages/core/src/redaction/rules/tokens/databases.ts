/** Tokens and passwords of databases, and of what moves data. */
export const databaseTokens = `
databricks-token dapi%h{32}(?:-%d)? dose%h{32} dkea%h{32}
planetscale-token pscale_tkn_%t{32,} pscale_pw_%t{32,} pscale_oauth_%t{32,}
neon-key napi_%l{40,} npg_%a{12,}
mongodb-atlas-secret mdb_sa_sk_%w{40}
cockroach-key CCDB1_%a{22}_%a{40}
clickhouse-key 4b1d%a{38}(?!%a)
confluent-key cflt%b{60}(?!%a)
aiven-secret AVNS_%w{18,} aivenv1%b{100,}
fauna-key fnAE%w{36}(?!%w) fnAF%w{36}(?!%w)
elastic-key essu_%b{50,}={0,2}
dbt-token dbtc_%t{36,} dbtu_%t{36,}
tinybird-token p.eyJ%t{60,}
xata-key xau_%a{30,}
materialize-password mzp_%h{60,}
segment-token sgp_%a{64}
prefect-key pnu_%a{36} pnb_%a{36}
pganalyze-key pgar_%a{27}
`;
