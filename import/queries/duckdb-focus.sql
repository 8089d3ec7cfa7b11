-- FOCUS files of any size by DuckDB, Parquet or CSV: put in their place. It writes bill.csv.
COPY (
  SELECT
    BillingCurrency,
    ChargeCategory,
    COALESCE(ChargeClass, '') AS ChargeClass,
    COALESCE(ChargeFrequency, '') AS ChargeFrequency,
    CASE WHEN COALESCE(CommitmentDiscountId, '') = '' THEN '' ELSE 'yes' END AS CommitmentDiscountId,
    strftime(date_trunc('month', ChargePeriodStart::TIMESTAMP), '%Y-%m-%dT00:00:00Z') AS ChargePeriodStart,
    strftime(MAX(ChargePeriodEnd::TIMESTAMP), '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodEnd,
    COALESCE(RegionId, '') AS RegionId,
    COALESCE(ServiceCategory, 'Other') AS ServiceCategory,
    SUM(BilledCost::DECIMAL(38, 12)) AS BilledCost,
    SUM(EffectiveCost::DECIMAL(38, 12)) AS EffectiveCost
  FROM 'focus/*.parquet'
  GROUP BY ALL
  ORDER BY ALL
) TO 'bill.csv' (HEADER)
