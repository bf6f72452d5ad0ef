/** SQL: the quarter of an hour that a time lies in, as `usage_quarters` names it. */
export function quarterSql(time: string): string {
  return `substr(${time}, 1, 14) || CASE WHEN substr(${time}, 15, 2) < '15' THEN '00'
    WHEN substr(${time}, 15, 2) < '30' THEN '15'
    WHEN substr(${time}, 15, 2) < '45' THEN '30' ELSE '45' END`;
}

/** When a quarter begins, ISO. */
export function startOfQuarter(quarter: string): string {
  return `${quarter}:00.000Z`;
}
