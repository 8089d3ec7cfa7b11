-- FOCUS files of any size by DuckDB, Parquet or CSV: put in their place. It writes bill.csv. Rows of a day or less stand
-- apart, at the time of the last one: that shows whether a month may be cut.
COPY (
  SELECT
    InvoiceIssuerName,
    BillingCurrency,
    ChargeCategory,
    COALESCE(ChargeClass, '') AS ChargeClass,
    COALESCE(ChargeFrequency, '') AS ChargeFrequency,
    CASE WHEN COALESCE(CommitmentDiscountId, '') IN ('', 'NULL') THEN '' ELSE 'yes' END AS CommitmentDiscountId,
    strftime(CASE WHEN of_days THEN MAX(starts) ELSE MIN(starts) END, '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodStart,
    strftime(MAX(ends), '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodEnd,
    CASE WHEN COALESCE(RegionId, '') IN ('', 'NULL') THEN COALESCE(RegionName, '') ELSE RegionId END AS RegionId,
    COALESCE(ServiceCategory, 'Other') AS ServiceCategory,
    SUM(BilledCost::DECIMAL(38, 12)) AS BilledCost,
    SUM(EffectiveCost::DECIMAL(38, 12)) AS EffectiveCost
  FROM (SELECT *, ChargePeriodStart::TIMESTAMP AS starts, ChargePeriodEnd::TIMESTAMP AS ends,
    date_trunc('month', starts) AS in_month, ends - starts <= INTERVAL 1 DAY AS of_days FROM 'focus/*.parquet')
  GROUP BY 1, 2, 3, 4, 5, 6, 9, 10, in_month, of_days
  ORDER BY ALL
) TO 'bill.csv' (HEADER)
