-- AWS CUR 2.0 by Athena: put in your table. Commitments are spread over their use.
-- Rows of a day or less stand apart, at the time of the last one: that shows whether a month may be cut.
SELECT
  'AWS' AS ProviderName,
  line_item_currency_code AS BillingCurrency,
  CASE
    WHEN line_item_line_item_type = 'Tax' THEN 'Tax'
    WHEN line_item_line_item_type IN ('Credit', 'Refund') THEN 'Credit'
    ELSE 'Usage'
  END AS ChargeCategory,
  MAX(CASE WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'yes' ELSE '' END) AS CommitmentDiscountId,
  date_format(IF(of_days, MAX(line_item_usage_start_date), MIN(line_item_usage_start_date)), '%Y-%m-%dT%H:%i:%sZ') AS ChargePeriodStart,
  date_format(MAX(line_item_usage_end_date), '%Y-%m-%dT%H:%i:%sZ') AS ChargePeriodEnd,
  COALESCE(product_region_code, '') AS RegionId,
  CASE
    WHEN line_item_product_code IN ('AmazonS3', 'AmazonS3GlacierDeepArchive', 'AmazonEFS', 'AmazonFSx', 'AWSBackup')
      OR product_product_family IN ('Storage', 'Storage Snapshot', 'Database Storage') THEN 'Storage'
    WHEN line_item_product_code IN ('AmazonCloudWatch', 'AWSCloudTrail', 'AWSConfig', 'awskms', 'AWSSecretsManager',
      'AmazonGuardDuty', 'AWSSecurityHub', 'AWSSupportBusiness', 'AWSSupportEnterprise') THEN 'Management and Governance'
    ELSE 'Compute'
  END AS ServiceCategory,
  SUM(line_item_unblended_cost) AS BilledCost,
  SUM(CASE line_item_line_item_type
    WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
    WHEN 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
    WHEN 'SavingsPlanUpfrontFee' THEN 0
    WHEN 'SavingsPlanNegation' THEN 0
    WHEN 'DiscountedUsage' THEN reservation_effective_cost
    WHEN 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee
    WHEN 'Fee' THEN IF(COALESCE(reservation_reservation_a_r_n, '') = '', line_item_unblended_cost, 0)
    ELSE line_item_unblended_cost
  END) AS EffectiveCost
FROM (SELECT *, date_trunc('month', line_item_usage_start_date) AS in_month,
  line_item_usage_end_date <= line_item_usage_start_date + interval '1' day AS of_days FROM cost_and_usage_report)
WHERE in_month >= date_trunc('month', current_date - interval '3' month)
GROUP BY 1, 2, 3, 7, 8, in_month, of_days
ORDER BY 5, 7, 8
