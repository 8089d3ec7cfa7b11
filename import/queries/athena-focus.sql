-- FOCUS by Athena: put in your table. Rows of a day or less stand apart, at the time of the last one: that shows whether a
-- month may be cut.
SELECT
  InvoiceIssuerName,
  BillingCurrency,
  ChargeCategory,
  COALESCE(ChargeClass, '') AS ChargeClass,
  COALESCE(ChargeFrequency, '') AS ChargeFrequency,
  CASE WHEN COALESCE(CommitmentDiscountId, '') IN ('', 'NULL') THEN '' ELSE 'yes' END AS CommitmentDiscountId,
  date_format(IF(of_days, MAX(ChargePeriodStart), MIN(ChargePeriodStart)), '%Y-%m-%dT%H:%i:%sZ') AS ChargePeriodStart,
  date_format(MAX(ChargePeriodEnd), '%Y-%m-%dT%H:%i:%sZ') AS ChargePeriodEnd,
  CASE WHEN COALESCE(RegionId, '') IN ('', 'NULL') THEN COALESCE(RegionName, '') ELSE RegionId END AS RegionId,
  COALESCE(ServiceCategory, 'Other') AS ServiceCategory,
  SUM(BilledCost) AS BilledCost,
  SUM(EffectiveCost) AS EffectiveCost
FROM (SELECT *, date_trunc('month', ChargePeriodStart) AS in_month,
  ChargePeriodEnd <= ChargePeriodStart + interval '1' day AS of_days FROM focus_table)
WHERE in_month >= date_trunc('month', current_date - interval '3' month)
GROUP BY 1, 2, 3, 4, 5, 6, 9, 10, in_month, of_days
ORDER BY 7, 9, 10
