using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'prod')
param location = readEnvironmentVariable('AZURE_LOCATION')
param authClientId = readEnvironmentVariable('ESCALATION_AUTH_CLIENT_ID')
param deliverTo = readEnvironmentVariable('ESCALATION_DELIVER_TO')
param customerKeySecret = readEnvironmentVariable('ESCALATION_CUSTOMER_KEY_SECRET')
param alertEmail = readEnvironmentVariable('ESCALATION_ALERT_EMAIL')
param publicAddress = readEnvironmentVariable('ESCALATION_PUBLIC_ADDRESS', '')
param serviceBusSku = readEnvironmentVariable('ESCALATION_SERVICE_BUS_SKU', 'Standard')
param dataSku = 'Standard_GZRS'
param purgeProtection = true
param maximumInstances = 100
