-- Google Cloud, standard or detailed usage cost export: put in your table. Credits are netted, tax stands apart.
-- So do rows of a day or less, at the time of the last one: that shows whether a month may be cut.
SELECT
  'Google Cloud' AS ProviderName,
  currency AS BillingCurrency,
  CASE cost_type WHEN 'tax' THEN 'Tax' WHEN 'regular' THEN 'Usage' ELSE 'Adjustment' END AS ChargeCategory,
  FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%SZ', IF(of_days, MAX(usage_start_time), MIN(usage_start_time))) AS ChargePeriodStart,
  FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%SZ', MAX(usage_end_time)) AS ChargePeriodEnd,
  IFNULL(location.region, '') AS RegionId,
  CASE
    WHEN service.description IN ('Cloud Storage', 'Filestore', 'Backup for GKE', 'Backup and DR Service') THEN 'Storage'
    WHEN service.description IN ('Cloud Logging', 'Cloud Monitoring', 'Support', 'Security Command Center',
      'Cloud Key Management Service (KMS)', 'Secret Manager') THEN 'Management and Governance'
    ELSE 'Compute'
  END AS ServiceCategory,
  SUM(cost + IFNULL((SELECT SUM(credit.amount) FROM UNNEST(credits) AS credit), 0)) AS BilledCost
FROM (SELECT *, TIMESTAMP_TRUNC(usage_start_time, MONTH) AS in_month,
  usage_end_time <= TIMESTAMP_ADD(usage_start_time, INTERVAL 1 DAY) AS of_days
  FROM `PROJECT.DATASET.gcp_billing_export_v1_ACCOUNT`
  WHERE usage_start_time >= TIMESTAMP(DATE_TRUNC(DATE_SUB(CURRENT_DATE(), INTERVAL 3 MONTH), MONTH)))
GROUP BY 2, 3, 6, 7, in_month, of_days
ORDER BY 4, 6, 7
