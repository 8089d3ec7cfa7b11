-- AWS CUR 2.0 files of any size by DuckDB, Parquet or CSV: put in their place. Commitments are spread over their use.
-- It writes bill.csv. Rows of a day or less stand apart, at the time of the last one: that shows whether a month may be cut.
COPY (
  SELECT
    'AWS' AS ProviderName,
    line_item_currency_code AS BillingCurrency,
    CASE
      WHEN line_item_line_item_type = 'Tax' THEN 'Tax'
      WHEN line_item_line_item_type IN ('Credit', 'Refund') THEN 'Credit'
      ELSE 'Usage'
    END AS ChargeCategory,
    MAX(CASE WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'yes' ELSE '' END) AS CommitmentDiscountId,
    strftime(CASE WHEN of_days THEN MAX(starts) ELSE MIN(starts) END, '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodStart,
    strftime(MAX(ends), '%Y-%m-%dT%H:%M:%SZ') AS ChargePeriodEnd,
    COALESCE(product_region_code, '') AS RegionId,
    CASE
      WHEN line_item_product_code IN ('AmazonS3', 'AmazonS3GlacierDeepArchive', 'AmazonEFS', 'AmazonFSx', 'AWSBackup')
        OR product_product_family IN ('Storage', 'Storage Snapshot', 'Database Storage') THEN 'Storage'
      WHEN line_item_product_code IN ('AmazonCloudWatch', 'AWSCloudTrail', 'AWSConfig', 'awskms', 'AWSSecretsManager',
        'AmazonGuardDuty', 'AWSSecurityHub', 'AWSSupportBusiness', 'AWSSupportEnterprise') THEN 'Management and Governance'
      ELSE 'Compute'
    END AS ServiceCategory,
    SUM(line_item_unblended_cost::DECIMAL(38, 12)) AS BilledCost,
    SUM(CASE line_item_line_item_type
      WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost::DECIMAL(38, 12)
      WHEN 'SavingsPlanRecurringFee' THEN savings_plan_total_commitment_to_date::DECIMAL(38, 12) - savings_plan_used_commitment::DECIMAL(38, 12)
      WHEN 'SavingsPlanUpfrontFee' THEN 0
      WHEN 'SavingsPlanNegation' THEN 0
      WHEN 'DiscountedUsage' THEN reservation_effective_cost::DECIMAL(38, 12)
      WHEN 'RIFee' THEN reservation_unused_amortized_upfront_fee_for_billing_period::DECIMAL(38, 12) + reservation_unused_recurring_fee::DECIMAL(38, 12)
      WHEN 'Fee' THEN CASE WHEN COALESCE(reservation_reservation_a_r_n, '') = '' THEN line_item_unblended_cost::DECIMAL(38, 12) ELSE 0 END
      ELSE line_item_unblended_cost::DECIMAL(38, 12)
    END) AS EffectiveCost
  FROM (SELECT *, line_item_usage_start_date::TIMESTAMP AS starts, line_item_usage_end_date::TIMESTAMP AS ends,
    date_trunc('month', starts) AS in_month, ends - starts <= INTERVAL 1 DAY AS of_days FROM 'cur/*.parquet')
  GROUP BY 1, 2, 3, 7, 8, in_month, of_days
  ORDER BY ALL
) TO 'bill.csv' (HEADER)
