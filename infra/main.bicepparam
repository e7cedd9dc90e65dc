// The one file of parameters, for every stage. All of it comes from the environment: set it with `azd env set NAME value` (docs/deploy.md).
using './main.bicep'

var named = readEnvironmentVariable('ESCALATION_STAGE', 'dev')
var production = named == 'prod'

param stage = named
param policyFolder = readEnvironmentVariable('PolicyFolder', '')
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param authClientId = readEnvironmentVariable('ESCALATION_AUTH_CLIENT_ID')
param deliverTo = readEnvironmentVariable('ESCALATION_DELIVER_TO')
param customerKeySecret = readEnvironmentVariable('ESCALATION_CUSTOMER_KEY_SECRET')
param alertEmail = readEnvironmentVariable('ESCALATION_ALERT_EMAIL', '')
param publicAddress = readEnvironmentVariable('ESCALATION_PUBLIC_ADDRESS', '')
param levels = map(split(readEnvironmentVariable('ESCALATION_LEVELS', 'l1,l2,l3'), ','), level => trim(level))
param serviceBusSku = readEnvironmentVariable('ESCALATION_SERVICE_BUS_SKU', 'Standard')
param privateNetworking = bool(readEnvironmentVariable('ESCALATION_PRIVATE_NETWORKING', 'false'))
param exactScaling = bool(readEnvironmentVariable('ESCALATION_EXACT_SCALING', 'false'))
param caseEvents = bool(readEnvironmentVariable('ESCALATION_CASE_EVENTS', production ? 'false' : 'true'))
param dataSku = readEnvironmentVariable('ESCALATION_DATA_SKU', production ? 'Standard_GZRS' : 'Standard_LRS')
param purgeProtection = production
param maximumInstances = production ? 100 : 40
