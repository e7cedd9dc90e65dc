using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION')
param authClientId = readEnvironmentVariable('ESCALATION_AUTH_CLIENT_ID')
param deliverTo = readEnvironmentVariable('ESCALATION_DELIVER_TO')
param customerKeySecret = readEnvironmentVariable('ESCALATION_CUSTOMER_KEY_SECRET')
param alertEmail = readEnvironmentVariable('ESCALATION_ALERT_EMAIL', '')
param serviceBusSku = 'Standard'
param dataSku = 'Standard_LRS'
param caseEvents = true
param purgeProtection = false
param maximumInstances = 40
