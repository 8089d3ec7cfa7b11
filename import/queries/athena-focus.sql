-- FOCUS by Athena: put in your table.
SELECT
  BillingCurrency,
  ChargeCategory,
  COALESCE(ChargeClass, '') AS ChargeClass,
  COALESCE(ChargeFrequency, '') AS ChargeFrequency,
  CASE WHEN COALESCE(CommitmentDiscountId, '') = '' THEN '' ELSE 'yes' END AS CommitmentDiscountId,
  date_format(date_trunc('month', ChargePeriodStart), '%Y-%m-%dT00:00:00Z') AS ChargePeriodStart,
  date_format(MAX(ChargePeriodEnd), '%Y-%m-%dT%H:%i:%sZ') AS ChargePeriodEnd,
  COALESCE(RegionId, '') AS RegionId,
  COALESCE(ServiceCategory, 'Other') AS ServiceCategory,
  SUM(BilledCost) AS BilledCost,
  SUM(EffectiveCost) AS EffectiveCost
FROM focus_table
WHERE ChargePeriodStart >= date_trunc('month', current_date - interval '3' month)
GROUP BY 1, 2, 3, 4, 5, 6, 8, 9
ORDER BY 6, 8, 9
